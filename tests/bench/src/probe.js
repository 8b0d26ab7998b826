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

  const around = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);

  // Whether the list says that not everything is in it yet.
  const busy = () => Boolean(document.querySelector(".vlist")?.closest("[aria-busy=true]"));

  // Whether a change is one of what is listed: rows, their number, or that there are none.
  const isResult = ({ target, type, attributeName, addedNodes, removedNodes }) => {
    if (type === "attributes" && attributeName === "aria-busy") return false;
    if (around(target)?.closest(".vlist, .list-tools .count")) return true;
    return [...addedNodes, ...removedNodes].some(
      (node) =>
        node.nodeType === Node.ELEMENT_NODE &&
        (node.matches(".vlist, .empty") || node.querySelector(".vlist, .empty")),
    );
  };

  // Once the page rests, milliseconds from `start` to the first paint that shows another result,
  // or to the first paint of all when the result stays, and to the last paint of a change, toasts
  // aside. A list that is busy does not rest.
  const paints = async (start) => {
    let changed = start;
    let first = null;
    let result = null;
    let last = start;
    let fresh = true;
    let other = false;
    const isToast = ({ target }) => Boolean(around(target)?.closest(".toasts"));
    const observer = new MutationObserver((records) => {
      if (records.every(isToast)) return;
      changed = performance.now();
      fresh = true;
      other ||= records.some(isResult);
    });
    observer.observe(document.body, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
    for (;;) {
      const at = await painted();
      first ??= at;
      if (other) result ??= at;
      if (fresh) {
        last = at;
        fresh = false;
      } else if (at - changed > QUIET && !busy()) {
        observer.disconnect();
        return { first: (result ?? first) - start, last: last - start };
      }
    }
  };

  // Milliseconds from `start` to the last paint of a change, once the page rests.
  const settled = async (start) => (await paints(start)).last;

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
      observer.observe(document, { attributeFilter: ["aria-busy"], childList: true, subtree: true });
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

  // When the first rows were painted, and the first with all their figures.
  let listed = null;
  let figures = null;
  when(() => document.querySelector(".vrow")).then(async () => {
    listed = await painted();
  });
  when(() => document.querySelector(".vrow") && !busy()).then(async () => {
    figures = await painted();
  });

  // Types into the search field letter by letter; what each keystroke took.
  const type = async (text) => {
    const field = one(".list-tools input[type=search]");
    const letters = [...text];
    const keys = [];
    for (let end = 1; end <= letters.length; end++) {
      const start = performance.now();
      set(field, letters.slice(0, end).join(""), "input");
      keys.push(await paints(start));
    }
    return keys;
  };

  const clear = async () => {
    set(one(".list-tools input[type=search]"), "", "input");
    await settled(performance.now());
  };

  // Scrolls through the list, first page by page, then here and there; the longest frame, and
  // the most rows at a time.
  const scroll = async () => {
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
  };

  // Does something between two marks, which a trace shows.
  const marked = async (name, work) => {
    performance.mark(`${name}:begin`);
    await work();
    performance.mark(`${name}:end`);
  };

  let span = null;
  let traced = null;

  globalThis.rapportBench = {
    // How the page opened, once everything is in memory; with `rows`, once rows of a list are
    // painted with all their figures as well. Rows may come before everything is in memory, or
    // after.
    opened(rows) {
      const at = (name) => performance.getEntriesByName(name)[0]?.startTime ?? null;
      const [shell, ready] = [at("first-contentful-paint"), at("rapport:ready")];
      const times = rows ? [shell, ready, listed, figures] : [shell, ready];
      // The report of the last long task comes after its end.
      if (times.includes(null) || performance.now() < Math.max(...times) + 100) return null;
      const longestTask = longest(0, Math.max(...times.slice(1)));
      return { painted: shell, ready, listed, figures, longest: longestTask };
    },

    // Bytes of WebAssembly memory, where there is any.
    wasm() {
      return memory?.buffer.byteLength ?? null;
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

    // Types into the search field; what each keystroke took, and the names then found.
    async search(text) {
      const keys = await type(text);
      const names = [...document.querySelectorAll(".vrow-title")].map((title) => title.textContent.trim());
      await clear();
      return { keys, names };
    },

    scroll,

    // Begins to scroll and to type, between marks. Begins in a task of its own, so that none of
    // it is in a task of the driver.
    trace(texts) {
      traced = { done: false, failed: null };
      const typing = async () => {
        for (const text of texts) {
          await type(text);
          await clear();
        }
      };
      const work = async () => {
        await marked("bench:scroll", scroll);
        await marked("bench:type", typing);
      };
      setTimeout(() => {
        work().then(
          () => (traced.done = true),
          (why) => (traced.failed = why),
        );
      }, QUIET);
    },

    // Whether that has come to its end.
    traced() {
      if (traced.failed) throw traced.failed;
      return traced.done || null;
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
