// In: a folder and a base such as `/a/b/c/`. Out: an http server on a free local port that answers below that base only.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.csv': 'text/csv; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.otf': 'font/otf',
  '.woff2': 'font/woff2',
};

/** `special(request, response)` answers first what is no file of the site, and says so. */
export async function withServer(root, base, work, special = () => false) {
  const server = http.createServer((request, response) => special(request, response) || answer(root, base, request, response));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  try {
    return await work(`http://127.0.0.1:${server.address().port}${base}`);
  } finally {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
}

function answer(root, base, request, response) {
  if (request.url === '/favicon.ico') {
    response.writeHead(204).end(); // browsers ask for it unbidden
    return;
  }
  const file = localFile(root, base, request.url);
  if (file === undefined) {
    response.writeHead(404).end('not found');
    return;
  }
  response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
  fs.createReadStream(file).pipe(response);
}

/** The file behind a request, or nothing: outside the base, a folder (no index is guessed), or not there. */
function localFile(root, base, url) {
  const { pathname } = new URL(url, 'http://localhost');
  if (!pathname.startsWith(base)) return undefined;
  const file = path.join(root, decodeURIComponent(pathname.slice(base.length)));
  return file.startsWith(root + path.sep) && fs.statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}
