// In: pages and widths in the global `jobs`. Out: what each looks like at each width, sent to /@done. It runs in browsers of 2019: ES5.
(function () {
  var results = [];

  function each(list, work) {
    for (var i = 0; i < list.length; i += 1) work(list[i], i);
  }

  function ownText(element) {
    var text = '';
    each(element.childNodes, function (node) {
      if (node.nodeType === 3) text += node.data.replace(/\s+/g, ' ');
    });
    return text.replace(/^ | $/g, '');
  }

  /** Not shown on purpose: for listeners alone (a box of one pixel, or far to the left), in a closed block, or within a drawing, which lays itself out. */
  function isApart(element) {
    for (var e = element; e; e = e.parentElement) {
      if (e.tagName === 'svg' || e.offsetWidth <= 1 || e.offsetLeft < -900) return true;
      if (e.tagName === 'DETAILS' && !e.open && element.tagName !== 'SUMMARY') return true;
    }
    return false;
  }

  function cut(a, b) {
    return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
  }

  /** The boxes of the lines of an element's own text. */
  function boxes(element) {
    var all = [];
    each(element.childNodes, function (node) {
      if (node.nodeType !== 3 || !/\S/.test(node.data)) return;
      var range = element.ownerDocument.createRange();
      range.selectNodeContents(node);
      each(range.getClientRects(), function (box) { all.push(box); });
    });
    return all;
  }

  function look(frame, width) {
    var page = frame.contentDocument;
    var seen = [];
    var overlaps = [];
    var texts = [];
    each(page.body.getElementsByTagName('*'), function (element) {
      var text = ownText(element);
      if (!text || isApart(element)) return;
      var own = boxes(element);
      if (own.length === 0) return;
      seen.push(text);
      for (var back = Math.max(0, texts.length - 25); back < texts.length; back += 1) {
        var other = texts[back];
        var meets = own.some(function (a) { return other.boxes.some(function (b) { return cut(a, b); }); });
        if (meets) overlaps.push(other.text.slice(0, 30) + ' / ' + text.slice(0, 30));
      }
      texts.push({ text: text, boxes: own });
    });
    return { wide: page.documentElement.scrollWidth > width ? page.documentElement.scrollWidth : 0, seen: seen, overlaps: overlaps };
  }

  function next(number) {
    if (number === jobs.length) {
      var request = new XMLHttpRequest();
      request.open('POST', '/@done');
      request.send(JSON.stringify(results));
      return;
    }
    var frame = document.createElement('iframe');
    frame.width = jobs[number].width;
    frame.height = 900;
    frame.style.border = '0';
    frame.onload = function () {
      results.push(look(frame, jobs[number].width));
      document.body.removeChild(frame);
      next(number + 1);
    };
    frame.src = jobs[number].page;
    document.body.appendChild(frame);
  }

  next(0);
}());
