// The build puts BUILD, ROUTES and FILES ([path, integrity or ""]) in front of this program.
"use strict";

const SCOPE = self.registration.scope;
// Other copies of the app may live on this origin: each has its own caches.
const OURS = `rapport ${SCOPE} `;
const CACHE = OURS + BUILD;

// What other apps hand over belongs to no build, so that no update loses it. The app looks for
// it there: see src/platform/handed.rs.
const HANDED = `rapport-handed ${SCOPE}`;
// Where the manifest has files sent. Without a worker the host answers, and the app's page of
// that address says that nothing came.
const HANDED_TO = "data/handed";
const KEPT_MILLIS = 86_400_000;

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([tidy(), forgetOld()])));

self.addEventListener("message", (event) => {
  const message = event.data ?? {};
  if (message.type === "apply-update") self.skipWaiting();
  // A page from the network and this worker may come from different builds; only a page of
  // our own build may be taken under control.
  if (message.type === "take-control" && message.build === BUILD) event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (!request.url.startsWith(SCOPE)) return;
  const path = new URL(request.url).href.slice(SCOPE.length).split(/[?#]/)[0];
  if (request.method === "POST" && path === HANDED_TO) return event.respondWith(takeHanded(request));
  if (request.method !== "GET") return;
  const isFile = FILES.some(([file]) => file === path);
  event.respondWith(request.mode === "navigate" && !isFile ? page(request, path) : file(request));
});

/** Keeps every file of this build, or none. */
async function fill() {
  try {
    const cache = await caches.open(CACHE);
    await Promise.all([keepPage(cache), ...FILES.map(([path, integrity]) => keepFile(cache, path, integrity))]);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function keepPage(cache) {
  const response = await fetched(SCOPE, { cache: "reload" });
  const html = await response.text();
  if (!html.includes(BUILD)) throw new Error("the host is between two builds");
  // Only the worker knows for certain where the app lives, so it writes the base itself.
  const base = new URL(SCOPE).pathname.replaceAll("&", "&amp;");
  const settled = html.replace("<head>", () => `<head><base href="${base}">`);
  await cache.put(SCOPE, new Response(settled, { headers: { "Content-Type": "text/html; charset=utf-8" } }));
}

async function keepFile(cache, path, integrity) {
  const url = SCOPE + path;
  if (!integrity) return cache.put(url, await fetched(url, { cache: "reload" }));
  // The page has just loaded most of these; the digest says whether that copy is the right one.
  const response = await fetched(url, { cache: "force-cache", integrity }).catch(() =>
    fetched(url, { cache: "reload", integrity }),
  );
  return cache.put(url, response);
}

async function fetched(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

/** The app's page, whatever its path; a path that may belong to a neighbour is asked for first. */
async function page(request, path) {
  const kept = async () => (await caches.open(CACHE)).match(SCOPE);
  const ours = path === "" || path === "index.html" || ROUTES.includes(path.split("/")[0]);
  if (ours) return (await kept()) ?? fetch(request);
  return fetch(request).catch(async (error) => (await kept()) ?? Promise.reject(error));
}

async function file(request) {
  // A tab still open in the version before asks for that version's files.
  for (const name of [CACHE, ...(await oldCaches())]) {
    const response = await (await caches.open(name)).match(request, { ignoreVary: true });
    if (response) return response;
  }
  return fetch(request);
}

async function oldCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
}

/** Drops the builds before this one, unless another tab still runs one of them. */
async function tidy() {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (windows.filter((client) => client.url.startsWith(SCOPE)).length > 1) return;
  await Promise.all((await oldCaches()).map((name) => caches.delete(name)));
}

/** Keeps the files that another app shares, all or none, and leads to the page that takes them in. */
async function takeHanded(request) {
  const lead = (path) => Response.redirect(SCOPE + path, 303);
  const keys = [];
  try {
    const parts = (await request.formData()).getAll("files");
    const files = parts.filter((part) => typeof part !== "string" && (part.name || part.size));
    if (files.length === 0) return lead(`${HANDED_TO}?why=nothing`);
    const cache = await caches.open(HANDED);
    const now = Date.now();
    for (const [at, file] of files.entries()) {
      const name = encodeURIComponent(file.name);
      const key = `${SCOPE}${HANDED_TO}/${now}-${at}-${crypto.randomUUID()}/${name}`;
      keys.push(key);
      await cache.put(key, new Response(file));
    }
    return lead("data");
  } catch (error) {
    await forget(keys);
    return lead(`${HANDED_TO}?why=${error.name === "QuotaExceededError" ? "full" : "failed"}`);
  }
}

/** Drops files that nobody has taken in for a day. */
async function forgetOld() {
  if (!(await caches.has(HANDED))) return;
  const keys = (await (await caches.open(HANDED)).keys()).map((key) => key.url);
  const since = (url) => Date.now() - Number.parseInt(url.slice(`${SCOPE}${HANDED_TO}/`.length), 10);
  await forget(keys.filter((url) => !(since(url) <= KEPT_MILLIS)));
}

async function forget(keys) {
  if (keys.length === 0) return;
  const cache = await caches.open(HANDED).catch(() => null);
  await Promise.all(keys.map((key) => cache?.delete(key).catch(() => false)));
}
