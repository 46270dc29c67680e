// What the page does beyond links and forms; it works without, but for live progress.
(function () {
  'use strict';

  document.addEventListener('change', function (event) {
    var field = event.target;
    if (field.matches('[data-submits]')) {
      field.form.requestSubmit();
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

  // The server says when an import has come further; the part of the page is fetched then.
  function refresh() {
    var part = document.getElementById('progress');
    if (part) htmx.trigger(part, 'changed');
  }
  var live = document.querySelector('[data-events]');
  if (live && window.EventSource) {
    var events = new EventSource(live.dataset.events);
    var polling;
    events.addEventListener('changed', function () {
      clearInterval(polling);
      polling = undefined;
      refresh();
    });
    events.addEventListener('ended', function () {
      events.close();
      location.reload();
    });
    events.onerror = function () {
      if (!polling) polling = setInterval(refresh, 5000);
    };
    document.body.addEventListener('htmx:afterSwap', function () {
      var part = document.getElementById('progress');
      if (part && !part.dataset.events) {
        events.close();
        location.reload();
      }
    });
  }
})();
