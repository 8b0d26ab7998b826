// The build puts BUILD, ROUTES and FILES ([path, integrity or ""]) in front of this program.
"use strict";

const SCOPE = self.registration.scope;
// Other copies of the app may live on this origin: each has its own caches.
const OURS = `rapport ${SCOPE} `;
const CACHE = OURS + BUILD;

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

self.addEventListener("message", (event) => {
  const message = event.data ?? {};
  if (message.type === "apply-update") self.skipWaiting();
  // A page from the network and this worker may come from different builds; only a page of
  // our own build may be taken under control.
  if (message.type === "take-control" && message.build === BUILD) event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  const path = new URL(request.url).href.slice(SCOPE.length).split(/[?#]/)[0];
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
