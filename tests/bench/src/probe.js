// What the benchmark asks of a page. It is there before the page's own scripts run.
(() => {
  "use strict";

  // A page at rest changes nothing for this long, in milliseconds.
  const QUIET = 250;
  const FRAMES = 120;

  // Resolves with the time, right after the next frame has been painted: a message sent while a
  // frame begins is delivered when the frame is done.
  const painted = () =>
    new Promise((done) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        port2.postMessage(null);
      });
    });

  const frame = () => new Promise((done) => requestAnimationFrame(() => done(performance.now())));

  const one = (selector) => {
    const found = document.querySelector(selector);
    if (!found) throw new Error(`there is no ${selector} on ${location.pathname}`);
    return found;
  };

  const set = (field, value, type) => {
    field.value = value;
    field.dispatchEvent(new Event(type, { bubbles: true }));
  };

  // Milliseconds from `start` to the last paint of a change, toasts aside, once the page rests.
  const settled = async (start) => {
    let changed = start;
    let last = start;
    let fresh = true;
    const isToast = ({ target }) =>
      Boolean((target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement)?.closest(".toasts"));
    const observer = new MutationObserver((records) => {
      if (records.every(isToast)) return;
      changed = performance.now();
      fresh = true;
    });
    observer.observe(document.body, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
    for (;;) {
      const at = await painted();
      if (fresh) {
        last = at;
        fresh = false;
      } else if (at - changed > QUIET) {
        observer.disconnect();
        return last - start;
      }
    }
  };

  // Resolves with the time when `found`, asked after every change, has an answer.
  const when = (found) =>
    new Promise((done, fail) => {
      const observer = new MutationObserver((records) => {
        try {
          if (!found(records)) return;
        } catch (why) {
          observer.disconnect();
          fail(why);
          return;
        }
        observer.disconnect();
        done(performance.now());
      });
      observer.observe(document, { childList: true, subtree: true });
    });

  const toast = () =>
    when((records) => {
      const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
      const toasts = added.filter((node) => node.nodeType === Node.ELEMENT_NODE && node.matches(".toast"));
      const bad = toasts.find((node) => node.dataset.tone === "bad");
      if (bad) throw new Error(`the app says: ${bad.innerText}`);
      return toasts.length > 0;
    });

  const element = (selector) =>
    when(() => {
      const refusal = document.querySelector("main .callout[data-tone=bad]");
      if (refusal) throw new Error(`the app says: ${refusal.innerText}`);
      return document.querySelector(selector);
    });

  const download = () =>
    new Promise((done) => {
      const { click } = HTMLAnchorElement.prototype;
      HTMLAnchorElement.prototype.click = function (...given) {
        if (this.hasAttribute("download")) done(performance.now());
        return click.apply(this, given);
      };
    });

  const ends = { toast, element, download };

  // The browser reports tasks of 50 ms and more, a moment after they end.
  const tasks = [];
  const keep = (entries) => {
    for (const { startTime, duration } of entries) tasks.push({ start: startTime, end: startTime + duration });
  };
  const long = new PerformanceObserver((list) => keep(list.getEntries()));
  long.observe({ type: "longtask", buffered: true });
  const longest = (from, to) => {
    keep(long.takeRecords());
    const within = tasks.filter(({ start, end }) => end > from && start < to);
    return Math.max(0, ...within.map(({ start, end }) => end - start));
  };

  let memory = null;
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await original.apply(WebAssembly, given);
      memory ??= (made.instance ?? made).exports.memory ?? null;
      return made;
    };
  }

  let listed = null;
  when(() => document.querySelector(".vrow")).then(async () => {
    listed = await painted();
  });

  let span = null;

  globalThis.rapportBench = {
    // How the page opened, once it has; with `rows`, once rows of a list are painted as well.
    opened(rows) {
      const at = (name) => performance.getEntriesByName(name)[0]?.startTime;
      const [shell, ready] = [at("first-contentful-paint"), at("rapport:ready")];
      const end = rows ? listed : ready;
      // The report of the last long task comes after its end.
      if (shell === undefined || ready === undefined || end === null || performance.now() < end + 100) return null;
      return { painted: shell, ready, listed: end, longest: longest(0, end) };
    },

    // Bytes of WebAssembly memory and of the JavaScript heap, where the browser says.
    memory() {
      return { wasm: memory?.buffer.byteLength ?? null, heap: performance.memory?.usedJSHeapSize ?? null };
    },

    // Begins to time: from an event of `type` on `from` to the end of this name.
    watch(type, from, end, ...given) {
      span = { start: null, end: null, failed: null };
      const current = span;
      addEventListener(
        type,
        ({ target }) => {
          if (target.closest?.(from)) current.start ??= performance.now();
        },
        { capture: true },
      );
      ends[end](...given).then(
        (at) => (current.end = at),
        (why) => (current.failed = why),
      );
    },

    // What was watched, once it has ended.
    span() {
      if (span.failed) throw span.failed;
      if (span.end === null || span.start === null || performance.now() < span.end + 100) return null;
      return { time: span.end - span.start, longest: longest(span.start, span.end) };
    },

    // Follows a link of the navigation; how long until the page it leads to rests.
    async go(path) {
      const links = [...document.querySelectorAll("nav a")];
      const link = links.find((a) => a.getAttribute("href").endsWith(path) && a.offsetParent);
      if (!link) throw new Error(`there is no way to ${path}`);
      const start = performance.now();
      link.click();
      return settled(start);
    },

    // Types into the search field; a time for each keystroke, and the names then found.
    async search(text) {
      const field = one(".list-tools input[type=search]");
      const letters = [...text];
      const times = [];
      for (let end = 1; end <= letters.length; end++) {
        const start = performance.now();
        set(field, letters.slice(0, end).join(""), "input");
        times.push(await settled(start));
      }
      const names = [...document.querySelectorAll(".vrow-title")].map((title) => title.textContent.trim());
      set(field, "", "input");
      await settled(performance.now());
      return { times, names };
    },

    // Scrolls through the list, first page by page, then here and there; the longest frame, and
    // the most rows at a time.
    async scroll() {
      const list = one(".vlist");
      let before = await frame();
      let worst = 0;
      let rows = 0;
      for (let i = 0; i < FRAMES; i++) {
        const range = list.scrollHeight - list.clientHeight;
        const paging = (i * list.clientHeight * 0.8) % range;
        list.scrollTop = i < FRAMES / 2 ? paging : (((i * 37) % 100) / 100) * range;
        const at = await frame();
        worst = Math.max(worst, at - before);
        rows = Math.max(rows, list.querySelectorAll(".vrow").length);
        before = at;
      }
      list.scrollTop = 0;
      await settled(performance.now());
      return { worst, rows };
    },

    // Changes the notes in the open form of a customer; how long saving takes until it is said.
    async save(notes) {
      set(one("#customer-notes"), notes, "input");
      await settled(performance.now());
      const said = toast();
      const start = performance.now();
      one("#customer-form").requestSubmit();
      const time = (await said) - start;
      await settled(performance.now());
      return time;
    },

    // Asks for the segments as of a day; how long until the page rests.
    async segments(day) {
      const start = performance.now();
      set(one("#segments-day"), day, "change");
      return settled(start);
    },
  };
})();
