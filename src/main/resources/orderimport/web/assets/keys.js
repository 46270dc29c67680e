// Keyboard shortcuts. They can be switched off, and never work while a user types (WCAG 2.1.4).
(function () {
  'use strict';

  // A field that the address names gets the focus: "/" and "u" lead to those of another page.
  var named = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (named && named.matches('input, select, textarea')) named.focus();

  var dialog = document.getElementById('keys');
  if (!dialog || !dialog.showModal) return;

  var SWITCH = 'shortcuts';
  function isOn() { return localStorage.getItem(SWITCH) !== 'off'; }
  var box = dialog.querySelector('[data-keys-on]');
  box.checked = isOn();
  box.addEventListener('change', function () { localStorage.setItem(SWITCH, box.checked ? 'on' : 'off'); });
  document.querySelectorAll('[data-open-keys]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { dialog.showModal(); });
  });

  function isTyping(element) {
    return element.closest('input:not([type=checkbox]):not([type=radio]):not([type=file]), select, textarea,'
      + ' [contenteditable], .grid');
  }

  // The first control of each entry of the lists on the page.
  function entries() {
    return Array.from(document.querySelectorAll('main tbody > tr, main .orders > li, main .kinds > li'))
      .filter(function (entry) { return !entry.closest('.grid, .columns') && entry.offsetParent !== null; })
      .map(function (entry) { return entry.querySelector('a[href], summary, button'); })
      .filter(Boolean);
  }
  function move(step) {
    var all = entries();
    var at = all.findIndex(function (control) {
      var entry = control.closest('tr, li');
      return entry && entry.contains(document.activeElement);
    });
    var next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
    if (next) next.focus();
  }

  function follow(link) {
    var hash = link.hash && document.getElementById(link.hash.slice(1));
    if (hash && hash.matches('input')) {
      hash.focus();
      if (hash.type === 'search') hash.select();
      if (hash.type === 'file') hash.click();
    } else {
      link.click();
    }
  }

  // A search field of the page itself comes before that of the list of imports.
  function search() {
    var field = document.querySelector('main input[type=search]');
    if (!field) return false;
    field.focus();
    field.select();
    return true;
  }

  var SEQUENCE = 1500;
  var before = '';
  var beforeAt = 0;
  document.addEventListener('keydown', function (event) {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key.length !== 1 || !isOn() || dialog.open || isTyping(event.target)) return;
    var key = event.key;
    var sequence = before && Date.now() - beforeAt < SEQUENCE ? before + ' ' + key : key;
    before = '';
    var link = dialog.querySelector('[data-keys="' + CSS.escape(sequence) + '"]');
    var tab = /^[1-9]$/.test(sequence) && document.querySelectorAll('nav.tabs a')[Number(sequence) - 1];
    if (sequence === '?') {
      dialog.showModal();
    } else if (sequence === 'g') {
      before = 'g';
      beforeAt = Date.now();
    } else if (sequence === 'j' || sequence === 'k') {
      move(sequence === 'j' ? 1 : -1);
    } else if (sequence === '/' && search()) {
      // Done.
    } else if (link) {
      follow(link);
    } else if (tab) {
      tab.click();
    } else {
      return;
    }
    event.preventDefault();
  });
})();
