// Runs before anything else in the page, and in browsers too old for the app: plain old syntax.
(function () {
  "use strict";
  var root = document.documentElement;

  function meta(name) {
    var element = document.querySelector('meta[name="' + name + '"]');
    return element ? element.content : "";
  }

  // ---- Where the app lives: every relative URL behind this point depends on it.

  // Usually what precedes the first segment that is a route of ours. A host may have a folder of
  // that name, though, or answer without the closing slash: then the folders in question are asked.
  function findBase(path, routes, holdsApp) {
    var segments = path.replace(/\/(index|404)\.html$/, "/").split("/");
    var last = segments.length - 1;
    var folders = [];
    function add(count) {
      var folder = segments.slice(0, count).join("/") + "/";
      if (folders.indexOf(folder) < 0) folders.push(folder);
    }
    if (segments[last] === "") add(last);
    for (var i = 1; i <= last; i++) if (routes.indexOf(segments[i]) >= 0) add(i);
    if (folders.length === 1) return folders[0];
    for (var count = last; count >= 1; count--) add(count);
    if (segments[last] !== "") add(last + 1);
    for (var f = 0; f < folders.length; f++) if (holdsApp(folders[f])) return folders[f];
    return folders[0];
  }

  function holdsApp(folder) {
    try {
      var request = new XMLHttpRequest();
      request.open("HEAD", folder + "manifest.webmanifest", false);
      request.send();
      // Some hosts answer every path with the page.
      return request.status === 200 && !/html/.test(request.getResponseHeader("Content-Type") || "");
    } catch (error) {
      return false;
    }
  }

  // The service worker writes the element itself.
  if (!document.querySelector("base")) {
    var base = document.createElement("base");
    base.href = findBase(location.pathname, meta("rapport:routes").split(" "), holdsApp);
    document.head.appendChild(base);
  }

  // ---- Theme and language, before the first paint.

  function setting(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch (error) {
      return null;
    }
  }

  var theme = setting("rapport.theme");
  if (theme === "light" || theme === "dark") {
    root.setAttribute("data-theme", theme);
    var colours = document.querySelectorAll('meta[name="theme-color"]');
    var colour = colours.length === 2 && colours[theme === "light" ? 0 : 1].content;
    for (var c = 0; colour && c < colours.length; c++) colours[c].content = colour;
  }

  var languages = [setting("rapport.language")].concat(navigator.languages || navigator.language);
  for (var l = 0; l < languages.length; l++) {
    var known = /^(zh|en)\b/i.exec(languages[l]);
    if (known) {
      root.lang = known[1].toLowerCase() === "zh" ? "zh-CN" : "en";
      break;
    }
  }

  // ---- A start that fails says so. The app removes #boot when it is up.

  var failed = false;
  var recover = function () {};
  function fail() {
    if (!document.getElementById("boot")) return;
    failed = true;
    recover();
    document.getElementById("boot-bars").hidden = true;
    document.getElementById("boot-failed").hidden = false;
  }
  window.addEventListener(
    "error",
    function (event) {
      // Of the errors of elements only that of a script stops the app.
      if (event.target === window || event.target.tagName === "SCRIPT") fail();
    },
    true,
  );
  window.addEventListener("unhandledrejection", fail);
  document.addEventListener("DOMContentLoaded", function () {
    document.getElementById("boot-retry").addEventListener("click", function () {
      location.reload();
    });
    if (!("noModule" in HTMLScriptElement.prototype) || typeof WebAssembly !== "object") fail();
  });

  // ---- Working offline, and new versions.

  function keepOffline() {
    var workers = navigator.serviceWorker;
    var controlled = !!workers.controller;
    var applying = false;
    var registration;

    function announce() {
      root.setAttribute("data-update", "ready");
      window.dispatchEvent(new Event("rapport:update-ready"));
    }
    function apply() {
      applying = true;
      if (registration && registration.waiting) registration.waiting.postMessage({ type: "apply-update" });
      else location.reload();
    }
    function check() {
      if (!registration.waiting || !workers.controller) return;
      // A version that cannot start has no half-filled form, and no button either.
      if (failed) apply();
      else announce();
    }

    window.addEventListener("rapport:apply-update", apply);
    workers.addEventListener("controllerchange", function () {
      if (applying) location.reload();
      // Another tab applied the update; this one keeps running until its user agrees.
      else if (controlled) announce();
      controlled = true;
    });
    workers.ready.then(function (ready) {
      root.setAttribute("data-offline", "ready");
      if (!workers.controller) ready.active.postMessage({ type: "take-control", build: meta("rapport:build") });
    });

    workers.register(document.baseURI + "sw.js", { scope: document.baseURI, updateViaCache: "none" }).then(
      function (registered) {
        registration = registered;
        recover = check;
        check();
        registration.addEventListener("updatefound", function () {
          registration.installing.addEventListener("statechange", check);
        });
        // An installed app is not reloaded for weeks, so it looks for updates by itself.
        var looked = Date.now();
        document.addEventListener("visibilitychange", function () {
          if (document.visibilityState !== "visible" || Date.now() - looked < 3600000) return;
          looked = Date.now();
          registration.update().catch(function () {}); // without a network there is nothing to find
        });
      },
      function () {
        if (!workers.controller) root.setAttribute("data-offline", "unavailable");
      },
    );
  }

  // The worker fetches everything there is; on a first visit the page itself goes first.
  function keepOfflineOnceUp() {
    if (failed || navigator.serviceWorker.controller || !document.getElementById("boot")) keepOffline();
    else setTimeout(keepOfflineOnceUp, 100);
  }

  if ("serviceWorker" in navigator) window.addEventListener("load", keepOfflineOnceUp);
  else root.setAttribute("data-offline", "unavailable");
})();
