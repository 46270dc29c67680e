// Behaviour beyond links and forms. Without it, the page works except for live progress.
(function () {
  'use strict';

  // The server shows times in this zone, from the next page on.
  var zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) {
    document.cookie = 'zone=' + zone + '; path=/; max-age=31536000; samesite=lax'
      + (location.protocol === 'https:' ? '; secure' : '');
  }

  // The login leads back to the page that was asked for; this adds the place on it.
  var login = document.querySelector('form[action$="/login"]');
  if (login && location.hash) login.action += location.hash;

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

  // A second press has no effect; the server would ignore it too.
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
    // Later, as a disabled button is not part of the form that is being submitted.
    setTimeout(function () { enableButtons(form, false); });
  });
  function enableButtons(form, enabled) {
    Array.from(form.elements).forEach(function (element) {
      if (element.type === 'submit') element.disabled = !enabled;
    });
  }
  window.addEventListener('pageshow', function (event) {
    if (!event.persisted) return;
    document.querySelectorAll('form[data-sent]').forEach(function (form) {
      delete form.dataset.sent;
      enableButtons(form, true);
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

  // Copies a suggested value. Without a secure connection, browsers have only the older way.
  document.querySelectorAll('[data-copy]').forEach(function (button) { button.hidden = false; });
  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-copy]');
    if (!button) return;
    var status = button.parentNode.querySelector('[data-copied]');
    var copied = function () { status.textContent = status.dataset.copied; };
    var select = function () {
      var source = button.parentNode.querySelector('code, textarea');
      if (source.select) source.select();
      else getSelection().selectAllChildren(source);
      if (document.execCommand('copy')) copied();
    };
    if (navigator.clipboard) {
      navigator.clipboard.writeText(button.dataset.copy).then(copied, select);
    } else {
      select();
    }
  });

  // On a phone the navigation may be wider than the window.
  document.querySelectorAll('.top nav [aria-current], .tabs [aria-current]').forEach(function (current) {
    current.parentNode.scrollLeft = current.offsetLeft - current.parentNode.offsetLeft - 48;
  });

  // Selects all rows of a table.
  document.querySelectorAll('[data-scripted]').forEach(function (part) { part.hidden = false; });
  document.addEventListener('change', function (event) {
    var name = event.target.dataset.selectAll;
    if (!name) return;
    event.target.form.querySelectorAll('input[name="' + name + '"]').forEach(function (box) { box.checked = event.target.checked; });
  });

  // Notifications of the browser, if the user wants them, as long as a page is open. Without that, the number
  // beside the bell is as of when the page was loaded.
  var bell = document.querySelector('[data-unseen]');
  var NOTIFY = 'order-import-notify';
  var POLL_INTERVAL = 30000;
  function notifies() {
    return window.Notification && Notification.permission === 'granted' && localStorage.getItem(NOTIFY) === 'yes';
  }
  function showUnseen(silently) {
    fetch(bell.dataset.unseen, { headers: { Accept: 'application/json' }, redirect: 'error' })
      .then(function (response) { return response.ok ? response.json() : Promise.reject(); })
      .then(function (notices) {
        var count = bell.querySelector('[data-unseen-count]');
        count.textContent = notices.length;
        count.hidden = notices.length === 0;
        var shown = JSON.parse(localStorage.getItem(NOTIFY + '-shown') || '[]');
        notices.forEach(function (notice) {
          if (silently || shown.indexOf(notice.id) >= 0) return;
          var note = new Notification('order-import', { body: notice.text + (notice.comment ? '\n' + notice.comment : ''), tag: notice.id });
          note.onclick = function () {
            window.focus();
            location.href = bell.href;
          };
        });
        localStorage.setItem(NOTIFY + '-shown', JSON.stringify(notices.map(function (notice) { return notice.id; })));
      })
      .catch(function () {});
  }
  if (bell) {
    setInterval(function () { if (notifies()) showUnseen(false); }, POLL_INTERVAL);
    if (notifies()) showUnseen(false);
  }
  var notify = document.querySelector('[data-notify]');
  if (notify && window.Notification) {
    var notifyButton = notify.querySelector('button');
    var notifyStatus = notify.querySelector('[role=status]');
    var showNotify = function () {
      var state = Notification.permission === 'denied' ? 'denied' : notifies() ? 'on' : 'off';
      notifyButton.setAttribute('aria-pressed', String(state === 'on'));
      notifyStatus.textContent = notifyStatus.dataset[state];
    };
    notify.hidden = false;
    showNotify();
    notifyButton.addEventListener('click', function () {
      if (notifies()) {
        localStorage.removeItem(NOTIFY);
        showNotify();
      } else {
        Notification.requestPermission().then(function (permission) {
          if (permission === 'granted') {
            localStorage.setItem(NOTIFY, 'yes');
            showUnseen(true);
          }
          showNotify();
        });
      }
    });
  }

  // Scrolls a wide row to its first marked cell.
  document.querySelectorAll('.strip').forEach(function (strip) {
    var marked = strip.querySelector('td.ERROR, td.WARNING');
    if (marked) strip.scrollLeft = Math.max(0, marked.offsetLeft - strip.clientWidth / 3);
  });

  // Moves the focus from the progress to the result when the import has ended.
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

  // Screen readers announce the progress, but not each order.
  var ANNOUNCEMENT_INTERVAL = 20000;
  var announcedAt = 0;
  function announce() {
    var announcement = document.querySelector('#progress [data-announcement]');
    var region = document.querySelector('[data-announce]');
    if (!announcement || !region || region.textContent === announcement.textContent) return;
    if (Date.now() - announcedAt < ANNOUNCEMENT_INTERVAL) return;
    announcedAt = Date.now();
    region.textContent = announcement.textContent;
  }

  // The server sends an event when an import, or the list of imports, has changed; that part is then
  // fetched. It also sends an event every few seconds: without these a proxy holds them back, and the
  // part is polled.
  var SILENCE = 8000;
  var live = document.querySelector('[data-events]');
  if (live) {
    var part = live.id;
    var lastEventAt = Date.now();
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
      // It may have changed since the page was rendered.
      events.addEventListener('open', function () {
        lastEventAt = Date.now();
        refresh();
      });
      events.addEventListener('alive', function () { lastEventAt = Date.now(); });
      events.addEventListener('changed', function () {
        lastEventAt = Date.now();
        refresh();
      });
      events.addEventListener('ended', finish);
      events.onerror = function () {
        lastEventAt = 0;
        refresh();
      };
    }
    setInterval(function () {
      if (Date.now() - lastEventAt > SILENCE && !document.hidden) refresh();
    }, 4000);
    document.body.addEventListener('htmx:sendError', function () { lost(true); });
    // A proxy may respond in place of the server.
    document.body.addEventListener('htmx:afterOnLoad', function (event) {
      lost(event.detail.xhr.status >= 500);
    });
    document.body.addEventListener('htmx:afterSwap', function () {
      var now = document.getElementById(part);
      if (now && !now.dataset.events) {
        finish();
      } else {
        announce();
      }
    });
  }
})();
