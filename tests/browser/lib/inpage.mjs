// In: a loaded page (puppeteer carries `install` into it as text, so it may use nothing from outside itself).
// Out: `globalThis.dajuan`, a set of checks, each of which returns a list of [rule, detail].
/* global window, document, getComputedStyle, Node, NodeFilter, CSSStyleSheet, DOMPoint, HTMLElement, SVGElement */

export function install() {
  const VAGUE = /^(点击这里|点击此处|点这里|点此|这里|此处|更多|查看|查看更多|查看详情|详情|下载|链接|here|more|click here|read more|download|link)$/i;
  // Parts of a chart that are not needed to read it; all else must stand out from the page (WCAG 1.4.11).
  const DECOR = /(^|[-_ ])(grid|axis|tick|band|background|bg|frame|halo|leader|shade|decor)([-_ ]|$)/;
  const CANVAS_DARK = [18, 18, 18, 1];
  const WHITE = [255, 255, 255, 1];

  // --- words ---------------------------------------------------------------------------------------------------------

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const squeeze = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const short = (text) => (squeeze(text).length > 40 ? `${squeeze(text).slice(0, 40)}…` : squeeze(text));
  const describe = (el) => {
    const id = el.id ? `#${el.id}` : '';
    const classes = el.getAttribute('class') ? `.${squeeze(el.getAttribute('class')).replaceAll(' ', '.')}` : '';
    const text = el instanceof SVGElement && el.tagName !== 'text' ? '' : short(el.textContent);
    return `<${el.tagName.toLowerCase()}${id}${classes}>${text ? ` “${text}”` : ''}`;
  };

  // --- what can be seen ------------------------------------------------------------------------------------------------

  /** Kept for those who listen: clipped to nothing, or a box of one pixel. */
  function forListeners(el) {
    for (let at = el; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.clip !== 'auto' && style.position === 'absolute') return true;
      if (/inset\((50|100)%/.test(style.clipPath)) return true;
      if (style.overflow === 'hidden' && at instanceof HTMLElement && at.offsetWidth <= 1 && at.offsetHeight <= 1) return true;
    }
    return false;
  }

  const isShown = (el) => el.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }) && !forListeners(el);
  const hasBox = (el) => {
    const box = el.getBoundingClientRect();
    return box.width > 0 || box.height > 0;
  };

  /** The part of `rect` that the boxes around `el` let through. */
  function clipped(rect, el) {
    let { left, top, right, bottom } = rect;
    for (let at = el; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      const box = at.getBoundingClientRect();
      if (style.overflowX !== 'visible') [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
      if (style.overflowY !== 'visible') [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
    }
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  }

  function textNodes() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const nodes = [];
    const shown = new Map();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const el = node.parentElement;
      if (!node.data.trim() || el.closest('script,style,noscript,title,desc,defs,rt')) continue;
      if (!shown.has(el)) shown.set(el, isShown(el));
      if (shown.get(el)) nodes.push(node);
    }
    return nodes;
  }

  function textBoxes() {
    return textNodes().flatMap((node) => {
      const el = node.parentElement;
      if (isTilted(el)) return [];
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()]
        .map((rect) => ({ node, el, box: clipped(rect, el) }))
        .filter(({ box }) => box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0);
    });
  }

  function isTilted(el) {
    const matrix = el instanceof SVGElement ? el.closest('text')?.getScreenCTM() : null;
    return Boolean(matrix) && Math.abs(matrix.b) > 0.01 && Math.abs(matrix.a) > 0.01;
  }

  // --- colour ----------------------------------------------------------------------------------------------------------

  const parsed = new Map();
  const pen = document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas').getContext('2d', { willReadFrequently: true });
  function colour(text) {
    if (!parsed.has(text)) {
      const plain = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(text);
      parsed.set(text, plain ? [...plain.slice(1, 4).map(Number), Number(plain[4] ?? 1)] : painted(text));
    }
    return parsed.get(text);
  }
  function painted(text) {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = text;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  }
  const over = ([r, g, b, a], under) => [r, g, b].map((value, i) => value * a + under[i] * (1 - a)).concat(1);
  const faded = ([r, g, b, a], opacity) => [r, g, b, a * opacity];
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const hex = (rgb) => `#${rgb.slice(0, 3).map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
  const opacity = (el) => {
    let product = 1;
    for (let at = el; at; at = at.parentElement) product *= Number(getComputedStyle(at).opacity);
    return product;
  };

  /** What the browser paints where no box has a colour of its own. */
  function canvas() {
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    const wantsDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
    return /dark/.test(scheme) && (wantsDark || !/light/.test(scheme)) ? CANVAS_DARK : WHITE;
  }

  const chain = (el) => (el ? [...chain(el.parentElement), el] : []);
  const backdrop = (el) => chain(el).reduce((under, at) => over(colour(getComputedStyle(at).backgroundColor), under), canvas());

  /** The colour of an svg property, or nothing where it is `none`; a pattern or gradient is no colour. */
  function paint(el, property) {
    const style = getComputedStyle(el);
    const value = style[property];
    if (value === 'none' || value.startsWith('url(')) return undefined;
    if (property === 'stroke' && Number.parseFloat(style.strokeWidth) === 0) return undefined;
    const result = faded(colour(value), Number(style[`${property}Opacity`]) * opacity(el));
    return result[3] === 0 ? undefined : result;
  }

  const SHAPES = 'path,line,polyline,polygon,rect,circle,ellipse';
  const shapesOf = (svg) => all(SHAPES, svg).filter((el) => !el.closest('defs,clipPath,marker,mask,pattern,symbol') && isShown(el));
  const isDecor = (el, svg) => {
    for (let at = el; at !== svg; at = at.parentElement) if (DECOR.test(at.getAttribute('class') ?? '')) return true;
    return false;
  };

  /** What lies under the point (in the window) where `el` is drawn: the page, then each filled shape before it. */
  function ground(el, svg, shapes, x, y) {
    let under = backdrop(svg);
    for (const shape of shapes) {
      if (!(shape.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
      const fill = paint(shape, 'fill');
      const matrix = fill && shape.tagName !== 'line' ? shape.getScreenCTM() : null;
      if (matrix && shape.isPointInFill(new DOMPoint(x, y).matrixTransform(matrix.inverse()))) under = over(fill, under);
    }
    return under;
  }

  function svgTextColours(svg, shapes) {
    return all('text', svg)
      .filter((el) => squeeze(el.textContent) && isShown(el))
      .flatMap((el) => {
        const box = el.getBoundingClientRect();
        const halo = paint(el, 'stroke');
        const under = halo ? over(halo, backdrop(svg)) : ground(el, svg, shapes, box.x + box.width / 2, box.y + box.height / 2);
        const own = [el, ...all('tspan', el)].filter((part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
        return own.flatMap((part) => {
          const ink = paint(part, 'fill');
          const ratio = ink ? contrast(over(ink, under), under) : 1;
          return ratio < 4.5 ? [['svg-text-contrast', `${describe(part)} ${ratio.toFixed(2)} on ${hex(under)}`]] : [];
        });
      });
  }

  function svgMarkColours(svg, shapes) {
    const page = backdrop(svg);
    return shapes
      .filter((el) => !isDecor(el, svg) && hasBox(el))
      .flatMap((el) => {
        const inks = [paint(el, 'fill'), paint(el, 'stroke')].filter(Boolean);
        if (inks.length === 0 && !/url\(/.test(getComputedStyle(el).fill)) return [];
        const best = Math.max(1, ...inks.map((ink) => contrast(over(ink, page), page)));
        return best < 3 ? [['svg-mark-contrast', `${describe(el)} ${best.toFixed(2)} on ${hex(page)}`]] : [];
      });
  }

  const charts = () => all('svg').filter((svg) => !svg.parentElement?.closest('svg') && isShown(svg) && hasBox(svg));

  function colours() {
    return charts().flatMap((svg) => {
      const shapes = shapesOf(svg);
      const marks = svg.getAttribute('aria-hidden') === 'true' ? [] : svgMarkColours(svg, shapes);
      return [...svgTextColours(svg, shapes), ...marks];
    });
  }

  /** Text in a chart is at least 12 px tall as drawn, half a pixel forgiven. */
  function svgTextSize() {
    return charts().flatMap((svg) =>
      all('text', svg).filter((el) => squeeze(el.textContent) && isShown(el)).flatMap((el) => {
        const matrix = el.getScreenCTM();
        const size = Number.parseFloat(getComputedStyle(el).fontSize) * Math.hypot(matrix.c, matrix.d);
        return size < 11.5 ? [['svg-text-small', `${describe(el)} ${size.toFixed(1)} px`]] : [];
      }),
    );
  }

  // --- structure -------------------------------------------------------------------------------------------------------

  function nameOf(el) {
    const ids = squeeze(el.getAttribute('aria-labelledby')).split(' ').filter(Boolean);
    if (ids.length > 0) return ids.map((id) => document.getElementById(id)).every(Boolean) ? squeeze(ids.map((id) => document.getElementById(id).textContent).join(' ')) : '';
    return squeeze(el.getAttribute('aria-label')) || squeeze([...el.children].find((child) => child.tagName === 'title')?.textContent);
  }

  /** The words that already stand beside a picture: repeating them tells a listener nothing new. */
  function titlesBeside(el) {
    const figure = el.closest('figure');
    const headings = figure ? all('h1,h2,h3,h4,h5,h6,figcaption,[class*=title]', figure).filter((at) => !el.contains(at)) : [];
    return [...headings, ...all('h1')].map((at) => squeeze(at.textContent)).concat(squeeze(document.title)).filter(Boolean);
  }

  function pictures() {
    const findings = [];
    for (const svg of all('svg:not([aria-hidden=true])').filter((at) => !at.parentElement?.closest('svg'))) {
      const name = nameOf(svg);
      if (svg.getAttribute('role') !== 'img') findings.push(['svg-role', describe(svg)]);
      if (!name) findings.push(['svg-name', describe(svg)]);
      const child = (tag) => squeeze([...svg.children].find((at) => at.tagName === tag)?.textContent);
      const echo = child('desc') !== '' && child('desc') === child('title');
      if (name && (echo || titlesBeside(svg).includes(name))) findings.push(['alt-is-title', `${describe(svg)} ${short(name)}`]);
    }
    for (const img of all('img').filter((at) => squeeze(at.alt))) {
      if ([...titlesBeside(img), squeeze(img.title)].includes(squeeze(img.alt))) findings.push(['alt-is-title', `${describe(img)} ${short(img.alt)}`]);
    }
    return findings;
  }

  function tables() {
    return all('table:not([role=presentation]):not([role=none])').flatMap((table) => {
      const heads = all('th', table).filter((th) => th.closest('table') === table);
      const findings = [];
      if (!squeeze(table.caption?.textContent)) findings.push(['table-caption', describe(table)]);
      if (heads.length === 0) findings.push(['table-heads', describe(table)]);
      for (const th of heads) {
        if (!/^(col|row|colgroup|rowgroup)$/.test(th.getAttribute('scope') ?? '')) findings.push(['table-scope', describe(th)]);
        if (!squeeze(th.textContent)) findings.push(['table-empty-head', describe(table)]);
      }
      return findings;
    });
  }

  function language() {
    const lang = document.documentElement.lang;
    try {
      if (Intl.getCanonicalLocales(lang)[0] === lang && /^[a-z]{2,3}(-|$)/.test(lang)) return [];
    } catch {
      // falls through: not a language tag at all
    }
    return [['html-lang', lang || '(none)']];
  }

  function structure() {
    const findings = [...pictures(), ...tables(), ...language()];
    const h1 = all('h1').filter((el) => squeeze(el.textContent));
    if (h1.length !== 1) findings.push(['one-h1', `${h1.length} of them`]);
    for (const a of all('a[href]')) {
      const text = squeeze(a.textContent).replace(/[\p{P}\p{S}\s]+$/u, '').replace(/^[\p{P}\p{S}\s]+/u, '');
      if (VAGUE.test(text)) findings.push(['vague-link', `${describe(a)} ${a.getAttribute('href')}`]);
    }
    return findings;
  }

  // --- layout ----------------------------------------------------------------------------------------------------------

  const scrolls = (style) => /auto|scroll/.test(style.overflowX) || /auto|scroll/.test(style.overflowY);

  function tooWide(width) {
    // An absolute element is cut off only by boxes that are themselves positioned: in a static scroll box it widens the page.
    const inBox = (el) => {
      let escapes = getComputedStyle(el).position === 'absolute';
      for (let at = el.parentElement; at && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (escapes && style.position === 'static') continue;
        if (style.overflowX !== 'visible') return true;
        escapes = style.position === 'absolute';
      }
      return false;
    };
    const guilty = all('body *').filter(
      (el) => el.getBoundingClientRect().right > width + 1 && !(el instanceof SVGElement && el.ownerSVGElement) && el.checkVisibility() && !inBox(el),
    );
    if (document.documentElement.scrollWidth <= width && guilty.length === 0) return [];
    return [['too-wide', `${document.documentElement.scrollWidth} px at ${width}, for instance ${guilty.slice(-3).map(describe).join(' and ')}`]];
  }

  function scrollBoxes() {
    return all('body *').flatMap((el) => {
      const style = getComputedStyle(el);
      if (!scrolls(style) || el.matches('textarea') || !isShown(el)) return [];
      const across = /auto|scroll/.test(style.overflowX) && el.scrollWidth > el.clientWidth + 1;
      const down = /auto|scroll/.test(style.overflowY) && el.scrollHeight > el.clientHeight + 1;
      if (!across && !down) return [];
      const findings = el.hasAttribute('tabindex') && el.tabIndex >= 0 ? [] : [['scroll-focus', describe(el)]];
      return nameOf(el) ? findings : [...findings, ['scroll-name', describe(el)]];
    });
  }

  const crosses = (a, b) => {
    const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return width > 3 && height > 0.5 * Math.min(a.bottom - a.top, b.bottom - b.top);
  };

  /** Two texts in one place, or a box lifted out of the flow that lies on a text. */
  function overlaps() {
    const boxes = textBoxes().sort((a, b) => a.box.top - b.box.top);
    const findings = [];
    let open = [];
    for (const one of boxes) {
      open = open.filter(({ box }) => box.bottom > one.box.top);
      for (const other of open) {
        const twin = other.node.data.trim() === one.node.data.trim() && Math.abs(other.box.left - one.box.left) < 1;
        if (other.node !== one.node && !twin && crosses(one.box, other.box)) findings.push(['text-overlap', `${describe(one.el)} and ${describe(other.el)}`]);
      }
      open.push(one);
    }
    return [...findings.slice(0, 8), ...lifted(boxes)];
  }

  function lifted(boxes) {
    return all('body *').flatMap((el) => {
      const style = getComputedStyle(el);
      if (!/absolute|fixed|sticky/.test(style.position) || Number(style.zIndex) < 0 || !isShown(el)) return [];
      if (colour(style.backgroundColor)[3] === 0 && style.backgroundImage === 'none') return [];
      const own = clipped(el.getBoundingClientRect(), el.parentElement);
      const hit = boxes.find(({ el: at, box }) => !el.contains(at) && !at.contains(el) && crosses(own, box));
      return hit ? [['positioned-overlap', `${describe(el)} lies on ${describe(hit.el)}`]] : [];
    });
  }

  /** WCAG 1.4.12. A constructed sheet is not subject to the page's policy. Charts are pictures and keep their spacing. */
  function withSpacing(look) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`*:not(svg, svg *) { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
      p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
    const findings = look().map(([rule, detail]) => [`spacing-${rule}`, detail]);
    document.adoptedStyleSheets = [];
    return findings;
  }

  function clippedText() {
    return all('body *').flatMap((el) => {
      const style = getComputedStyle(el);
      const hides = (axis) => /hidden|clip/.test(style[`overflow${axis}`]);
      if (el instanceof SVGElement || style.display === 'inline' || !(hides('X') || hides('Y')) || !squeeze(el.textContent) || !isShown(el)) return [];
      const lost = (hides('X') && el.scrollWidth > el.clientWidth + 1) || (hides('Y') && el.scrollHeight > el.clientHeight + 3);
      return lost ? [['clipped', describe(el)]] : [];
    });
  }

  // --- keyboard and motion ---------------------------------------------------------------------------------------------

  const focusable = () => all('a[href],button,input,select,textarea,summary,[tabindex]').filter((el) => el.tabIndex >= 0 && el.checkVisibility());

  function keyboard() {
    const stops = focusable();
    const findings = stops.slice(0, 40).filter((el) => !showsFocus(el)).map((el) => ['focus-invisible', describe(el)]);
    const skip = stops[0];
    if (document.querySelector('nav') && !(skip?.getAttribute('href') ?? '').startsWith('#')) findings.push(['skip-link', skip ? describe(skip) : 'nothing to focus']);
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    return findings;
  }

  function showsFocus(el) {
    el.focus({ focusVisible: true, preventScroll: true });
    const style = getComputedStyle(el);
    const box = el.getBoundingClientRect();
    const ring = (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none';
    return document.activeElement === el && ring && box.right > 0 && !forListeners(el);
  }

  const motion = () => document.getAnimations().map((at) => ['motion', `${at.constructor.name} on ${at.effect?.target ? describe(at.effect.target) : '?'}`]);

  // --- paper -----------------------------------------------------------------------------------------------------------

  function paper() {
    const findings = all('body, body > *, main').filter(isShown).filter((el) => contrast(backdrop(el), WHITE) > 1.02)
      .map((el) => ['print-background', `${describe(el).slice(0, 60)} ${hex(backdrop(el))}`]);
    for (const nav of all('nav, [role=navigation]')) {
      if (isShown(nav) && hasBox(nav) && nav.getAttribute('role') !== 'doc-toc') findings.push(['print-nav', describe(nav)]);
    }
    const seen = new Set();
    for (const { parentElement: el } of textNodes()) {
      if (el instanceof SVGElement || seen.has(el)) continue;
      seen.add(el);
      const under = backdrop(el);
      const ratio = contrast(over(faded(colour(getComputedStyle(el).color), opacity(el)), under), under);
      if (ratio < 4.5) findings.push(['print-contrast', `${describe(el)} ${ratio.toFixed(2)} on ${hex(under)}`]);
    }
    return [...findings, ...colours().map(([rule, detail]) => [`print-${rule}`, detail])];
  }

  // --- facts for the checks outside the page ---------------------------------------------------------------------------

  /** The page's words; what only readers without scripts are told is left out. */
  function words() {
    for (const el of all('noscript')) el.remove();
    return squeeze(document.body.innerText);
  }

  const addresses = () => [
    ...all('a[href],link[rel~=stylesheet],link[rel~=icon]').map((el) => el.href),
    ...all('img[src],script[src]').map((el) => el.src),
  ];

  globalThis.dajuan = {
    structure,
    colours,
    svgTextSize,
    layout: (width) => [...tooWide(width), ...scrollBoxes(), ...overlaps()],
    spacing: () => withSpacing(() => [...clippedText(), ...overlaps()]),
    keyboard,
    motion,
    paper,
    words,
    addresses,
  };
}
