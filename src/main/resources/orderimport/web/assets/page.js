// What the page does beyond links and forms; it works without, but for live progress.
(function () {
  'use strict';

  // Arrow keys change a choice at each step; the button beside it is for those who use them.
  var key = '';
  document.addEventListener('keydown', function (event) { key = event.key; }, true);
  document.addEventListener('pointerdown', function () { key = ''; }, true);
  document.addEventListener('change', function (event) {
    var field = event.target;
    if (field.matches('[data-submits]')) {
      if (key === '' || key === 'Enter' || key === ' ') field.form.requestSubmit();
    } else if (field.matches('[data-upload] input[type=file]') && field.files.length > 0) {
      field.form.requestSubmit();
    }
  });

  // A second press says nothing new; the server would say so too.
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.method !== 'post') return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    var busy = form.querySelector('[data-busy]');
    if (busy) busy.hidden = false;
    form.querySelectorAll('button').forEach(function (button) { button.disabled = true; });
  });
  window.addEventListener('pageshow', function (event) {
    if (!event.persisted) return;
    document.querySelectorAll('form[data-sent]').forEach(function (form) {
      delete form.dataset.sent;
      form.querySelectorAll('button').forEach(function (button) { button.disabled = false; });
    });
  });

  var drop = document.querySelector('[data-drop]');
  if (drop) {
    var input = drop.querySelector('input[type=file]');
    drop.addEventListener('dragover', function (event) { event.preventDefault(); drop.classList.add('over'); });
    drop.addEventListener('dragleave', function () { drop.classList.remove('over'); });
    drop.addEventListener('drop', function (event) {
      event.preventDefault();
      drop.classList.remove('over');
      if (event.dataTransfer.files.length > 0) {
        input.files = event.dataTransfer.files;
        input.form.requestSubmit();
      }
    });
  }

  // What is wrong in a wide row is seen without scrolling.
  document.querySelectorAll('.strip').forEach(function (strip) {
    var marked = strip.querySelector('td.ERROR, td.WARNING');
    if (marked) strip.scrollLeft = Math.max(0, marked.offsetLeft - strip.clientWidth / 3);
  });

  // Who was looking on when it ended is led to what became of it.
  function end() {
    var at = document.activeElement;
    var part = document.getElementById('progress');
    if (!at || at === document.body || (part && part.contains(at))) {
      sessionStorage.setItem('ended', location.pathname);
    }
    location.reload();
  }
  var verdict = document.querySelector('.next .verdict');
  if (verdict && sessionStorage.getItem('ended') === location.pathname) {
    verdict.tabIndex = -1;
    verdict.focus({ preventScroll: true });
  }
  sessionStorage.removeItem('ended');

  // Screen readers are told how far it is, but not at each order.
  var TOLD_AT_MOST_EVERY = 20000;
  var told = 0;
  function tell() {
    var words = document.querySelector('#progress [data-say]');
    var region = document.querySelector('[data-tell]');
    if (!words || !region || region.textContent === words.textContent) return;
    if (Date.now() - told < TOLD_AT_MOST_EVERY) return;
    told = Date.now();
    region.textContent = words.textContent;
  }

  // The server says when an import, or the list of them, has changed; that part is fetched then. It
  // says every few seconds that it is there: if nothing is heard, something keeps the events, and
  // the part is fetched now and then.
  var SILENCE = 8000;
  var live = document.querySelector('[data-events]');
  if (live) {
    var part = live.id;
    var heard = Date.now();
    var refresh = function () {
      var now = document.getElementById(part);
      if (now) htmx.trigger(now, 'changed');
    };
    var lost = function (is) {
      document.querySelector('[data-lost]').hidden = !is;
      document.body.classList.toggle('stale', is);
    };
    var events = window.EventSource ? new EventSource(live.dataset.events) : null;
    var finish = function () {
      if (events) events.close();
      end();
    };
    if (events) {
      // Something may have happened since the page was made.
      events.addEventListener('open', function () {
        heard = Date.now();
        refresh();
      });
      events.addEventListener('alive', function () { heard = Date.now(); });
      events.addEventListener('changed', function () {
        heard = Date.now();
        refresh();
      });
      events.addEventListener('ended', finish);
      events.onerror = function () {
        heard = 0;
        refresh();
      };
    }
    setInterval(function () {
      if (Date.now() - heard > SILENCE && !document.hidden) refresh();
    }, 4000);
    document.body.addEventListener('htmx:sendError', function () { lost(true); });
    // What stands before the server may answer in its place.
    document.body.addEventListener('htmx:afterOnLoad', function (event) {
      lost(event.detail.xhr.status >= 500);
    });
    document.body.addEventListener('htmx:afterSwap', function () {
      var now = document.getElementById(part);
      if (now && !now.dataset.events) {
        finish();
      } else {
        tell();
      }
    });
  }
})();
