/* Search: loads the parts of the index that a query needs, as scripts of this folder, and shows what it finds as text.
   ES5; it works from a folder without a server; nothing leaves the site. */
(function (root) {
  'use strict';

  var DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  var END = '\n';

  /* One character for one: full width becomes half width, capitals of ASCII become small. The index is folded the same way. */
  function fold(text) {
    var out = '';
    for (var i = 0; i < text.length; i += 1) {
      var code = text.charCodeAt(i);
      if (code >= 0xff01 && code <= 0xff5e) { code -= 0xfee0; } else if (code === 0x3000) { code = 32; }
      if (code >= 65 && code <= 90) { code += 32; }
      out += String.fromCharCode(code);
    }
    return out;
  }

  /* The words of a query: all of them are to be found. What stands between quotation marks is one word. */
  function words(query) {
    var found = [];
    var pattern = /"([^"]*)"|\u201c([^\u201d]*)\u201d|(\S+)/g;
    var hit = pattern.exec(query);
    while (hit) {
      var word = fold(hit[1] || hit[2] || hit[3] || '').replace(/[\s\uFEFF\xA0]+/g, ' ');
      if (word !== '' && word !== ' ' && found.indexOf(word) < 0) { found.push(word); }
      hit = pattern.exec(query);
    }
    return found;
  }

  /* The entries of a posting: see src/site/search/postings.rs. */
  function numbers(text) {
    var out = [];
    var last = -1;
    var number = 0;
    var factor = 1;
    var isRun = false;
    for (var i = 0; i < text.length; i += 1) {
      var digit = DIGITS.indexOf(text.charAt(i));
      number += (digit & 31) * factor;
      factor *= 32;
      if ((digit & 32) === 0) {
        if (isRun) {
          for (var k = 0; k < number; k += 1) { last += 1; out.push(last); }
          isRun = false;
        } else if (number === 0) {
          isRun = true;
        } else {
          last += number;
          out.push(last);
        }
        number = 0;
        factor = 1;
      }
    }
    return out;
  }

  function both(a, b) {
    var out = [];
    for (var i = 0, k = 0; i < a.length && k < b.length;) {
      if (a[i] === b[k]) { out.push(a[i]); i += 1; k += 1; } else if (a[i] < b[k]) { i += 1; } else { k += 1; }
    }
    return out;
  }

  function either(lists) {
    var seen = {};
    var out = [];
    for (var i = 0; i < lists.length; i += 1) {
      for (var k = 0; k < lists[i].length; k += 1) {
        if (!seen[lists[i][k]]) { seen[lists[i][k]] = true; out.push(lists[i][k]); }
      }
    }
    return out.sort(function (a, b) { return a - b; });
  }

  /* An index: what its outline says, and `load(name, done)`, which gets a part and then calls `done(ok)`. */
  function Index(outline, load) {
    this.outline = outline;
    this.load = load;
    this.parts = {};
    this.chunks = {};
    this.waiting = {};
  }

  Index.prototype.need = function (names, done) {
    var self = this;
    var open = 1;
    var isWhole = true;
    function one(ok) {
      isWhole = isWhole && ok;
      open -= 1;
      if (open === 0) { done(isWhole); }
    }
    names.forEach(function (name) {
      var store = name.charAt(0) === 'p' ? self.parts : self.chunks;
      if (store[name.slice(1)]) { return; }
      open += 1;
      if (self.waiting[name]) { self.waiting[name].push(one); return; }
      self.waiting[name] = [one];
      self.load(name, function (ok) {
        var all = self.waiting[name];
        delete self.waiting[name];
        all.forEach(function (call) { call(ok && !!store[name.slice(1)]); });
      });
    });
    one(true);
  };

  Index.prototype.partOf = function (character) { return character.charCodeAt(0) % this.outline.postings; };

  Index.prototype.posting = function (pair) {
    var text = this.parts[this.partOf(pair)][pair];
    return typeof text === 'string' ? numbers(text) : [];
  };

  /* The entries that have all neighbouring characters of a word, or its one character. */
  Index.prototype.candidates = function (word) {
    var self = this;
    if (word.length === 1) {
      var part = this.parts[this.partOf(word)];
      var pairs = Object.keys(part).filter(function (pair) { return pair.charAt(0) === word; });
      return either(pairs.map(function (pair) { return self.posting(pair); }));
    }
    var found = null;
    for (var i = 0; i + 1 < word.length; i += 1) {
      var own = this.posting(word.substr(i, 2));
      found = found ? both(found, own) : own;
    }
    return found;
  };

  Index.prototype.chunkOf = function (number) { return Math.floor(number / this.outline.size); };

  Index.prototype.entry = function (number) {
    return this.chunks[this.chunkOf(number)][number % this.outline.size];
  };

  /* Calls `done(numbers)`: the entries in whose title or text each word stands; null where a part could not be loaded. */
  Index.prototype.find = function (list, done, isOver) {
    var self = this;
    var names = {};
    list.forEach(function (word) {
      for (var i = 0; i < Math.max(1, word.length - 1); i += 1) { names['p' + self.partOf(word.charAt(i))] = true; }
    });
    this.need(Object.keys(names), function (ok) {
      if (!ok) { done(null); return; }
      var found = null;
      list.forEach(function (word) {
        var own = self.candidates(word);
        found = found ? both(found, own) : own;
      });
      var isSure = list.every(function (word) { return word.length <= 2; });
      if (isSure || found.length === 0) { done(found); return; }
      self.verify(found, list, done, isOver);
    });
  };

  /* Words of three characters and more are looked for in the entries themselves, a few files at a time. */
  Index.prototype.verify = function (found, list, done, isOver) {
    var self = this;
    var hits = [];
    function holds(number) {
      var entry = self.entry(number);
      var title = fold(entry[0]);
      var text = fold(entry[2]);
      return list.every(function (word) { return title.indexOf(word) >= 0 || text.indexOf(word) >= 0; });
    }
    function next(from) {
      if (from >= found.length) { done(hits); return; }
      if (isOver && isOver()) { return; }
      var names = {};
      var to = from;
      for (var count = 0; to < found.length; to += 1) {
        var name = 'e' + self.chunkOf(found[to]);
        if (!names[name]) {
          if (count === 8) { break; }
          names[name] = true;
          count += 1;
        }
      }
      self.need(Object.keys(names), function (ok) {
        if (!ok) { done(null); return; }
        for (var i = from; i < to; i += 1) { if (holds(found[i])) { hits.push(found[i]); } }
        next(to);
      });
    }
    next(0);
  };

  /* The index whose parts arrive by the calls below. */
  var index = null;
  root.dajuanSearch = {
    open: function (outline, load) { index = new Index(outline, load); return index; },
    part: function (number, postings) { index.parts[number] = postings; },
    entries: function (number, rows) { index.chunks[number] = rows; },
    words: words,
    fold: fold
  };

  /* The page ------------------------------------------------------------------------------------------------ */

  var FIRST = 10;
  var MORE = 50;
  var AROUND = 28;

  function element(name, attributes, text) {
    var made = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text !== undefined) { made.appendChild(document.createTextNode(text)); }
    return made;
  }

  /* Adds a text with what was looked for marked in it. */
  function marked(target, text, list) {
    var folded = fold(text);
    var at = 0;
    while (at < text.length) {
      var best = -1;
      var length = 0;
      for (var i = 0; i < list.length; i += 1) {
        var place = folded.indexOf(list[i], at);
        if (place >= 0 && (best < 0 || place < best || (place === best && list[i].length > length))) {
          best = place;
          length = list[i].length;
        }
      }
      if (best < 0) { break; }
      target.appendChild(document.createTextNode(text.slice(at, best)));
      target.appendChild(element('mark', {}, text.substr(best, length)));
      at = best + length;
    }
    target.appendChild(document.createTextNode(text.slice(at)));
  }

  /* The part of a text around the first place of a word. */
  function around(text, list) {
    var folded = fold(text);
    var first = text.length;
    list.forEach(function (word) {
      var place = folded.indexOf(word);
      if (place >= 0 && place < first) { first = place; }
    });
    if (first === text.length) { first = 0; }
    var from = first > AROUND ? first - AROUND : 0;
    var to = Math.min(text.length, first + 3 * AROUND);
    if (from > 0 && /[\uDC00-\uDFFF]/.test(text.charAt(from))) { from -= 1; }
    if (to < text.length && /[\uDC00-\uDFFF]/.test(text.charAt(to))) { to += 1; }
    return (from > 0 ? '\u2026' : '') + text.slice(from, to) + (to < text.length ? '\u2026' : '');
  }

  function Page(form) {
    this.field = form.elements.q;
    this.status = document.getElementById('search-status');
    this.results = document.getElementById('search-results');
    this.says = JSON.parse(this.results.getAttribute('data-words'));
    this.outline = JSON.parse(this.results.getAttribute('data-outline'));
    this.index = root.dajuanSearch.open(this.outline, loader(this.results.getAttribute('data-base')));
    this.turn = 0;
  }

  function loader(base) {
    return function (name, done) {
      var script = element('script', { src: base + name + '.js' });
      script.onload = function () { done(true); };
      script.onerror = function () { done(false); };
      document.body.appendChild(script);
    };
  }

  Page.prototype.say = function (key, holes) {
    var text = this.says[key];
    Object.keys(holes || {}).forEach(function (hole) { text = text.split('{' + hole + '}').join(String(holes[hole])); });
    return text;
  };

  Page.prototype.run = function () {
    var self = this;
    this.turn += 1;
    var turn = this.turn;
    var query = this.field.value;
    var list = words(query);
    if (list.length === 0) { this.clear(''); return; }
    this.status.setAttribute('data-busy', 'true');
    this.index.find(list, function (found) {
      if (turn !== self.turn) { return; }
      self.status.removeAttribute('data-busy');
      if (found === null) { self.clear(self.say('broken')); return; }
      self.show(found, list, query);
    }, function () { return turn !== self.turn; });
  };

  Page.prototype.clear = function (text) {
    while (this.results.firstChild) { this.results.removeChild(this.results.firstChild); }
    while (this.status.firstChild) { this.status.removeChild(this.status.firstChild); }
    this.status.appendChild(document.createTextNode(text));
  };

  Page.prototype.show = function (found, list, query) {
    var self = this;
    if (found.length === 0) { this.clear(this.say('nothing', { query: query })); return; }
    var parts = [];
    var groups = [];
    this.outline.kinds.forEach(function (kind) {
      var own = found.filter(function (number) { return number >= kind[1] && number < kind[2]; });
      if (own.length > 0) {
        parts.push(self.say('part', { kind: kind[0], count: own.length }));
        groups.push({ name: kind[0], numbers: own });
      }
    });
    this.clear(this.say('found', { count: found.length, parts: parts.join(this.say('comma')) }));
    groups.forEach(function (group, place) { self.group(group, place, list); });
  };

  Page.prototype.group = function (group, place, list) {
    var self = this;
    var section = element('section', { 'aria-labelledby': 'found-' + place });
    section.appendChild(element('h2', { id: 'found-' + place }, this.say('part', { kind: group.name, count: group.numbers.length })));
    var rows = element('ol', { 'class': 'found' });
    section.appendChild(rows);
    this.results.appendChild(section);
    var turn = this.turn;
    function more(from, count) {
      var numbers = group.numbers.slice(from, from + count);
      var names = {};
      numbers.forEach(function (number) { names['e' + self.index.chunkOf(number)] = true; });
      self.index.need(Object.keys(names), function (ok) {
        if (turn !== self.turn) { return; }
        if (!ok) { self.clear(self.say('broken')); return; }
        var made = numbers.map(function (number) { return self.row(self.index.entry(number), list); });
        made.forEach(function (row) { rows.appendChild(row); });
        if (from > 0 && made.length > 0) { made[0].firstChild.focus(); }
        var rest = group.numbers.length - from - numbers.length;
        if (rest > 0) { section.appendChild(button(rest, from + numbers.length)); }
      });
    }
    function button(rest, from) {
      var made = element('button', { type: 'button', 'class': 'search__more' }, self.say('more', { count: Math.min(rest, MORE), rest: rest, kind: group.name }));
      made.onclick = function () {
        section.removeChild(made);
        more(from, MORE);
      };
      return made;
    }
    more(0, FIRST);
  };

  Page.prototype.row = function (entry, list) {
    var row = element('li', {});
    var link = element('a', { href: entry[1] });
    marked(link, entry[0], list);
    row.appendChild(link);
    if (entry[2]) {
      var words = element('p', {});
      marked(words, around(entry[2], list), list);
      row.appendChild(words);
    }
    return row;
  };

  /* The query in the address: search.html?q=… */
  function asked() {
    var hit = /[?&]q=([^&]*)/.exec(root.location.search);
    if (!hit) { return ''; }
    try {
      return decodeURIComponent(hit[1].replace(/\+/g, ' '));
    } catch (e) {
      return '';
    }
  }

  function start() {
    var form = document.getElementById('search');
    if (!form) { return; }
    var page = new Page(form);
    var timer = 0;
    var isComposing = false;
    function soon() {
      root.clearTimeout(timer);
      timer = root.setTimeout(function () { if (!isComposing) { page.run(); } }, 200);
    }
    page.field.addEventListener('compositionstart', function () { isComposing = true; });
    page.field.addEventListener('compositionend', function () { isComposing = false; soon(); });
    page.field.addEventListener('input', soon);
    if (page.field.value === '') { page.field.value = asked(); }
    page.run();
  }

  if (root.document) { start(); }
}(typeof window === 'object' ? window : this));
