// Edits rows where they are shown. Without it, each wrong cell has a form.
(function () {
  'use strict';

  var form = document.getElementById('edit');
  var grids = document.getElementById('grids');
  if (!form || !grids) return;
  var message = document.getElementById('edit-message');
  var keys = document.querySelector('[data-keys]');
  if (keys) keys.hidden = false;

  var current = null; // The cell with the focus, or the last that had it.
  var anchor = null; // Where the selection in a column begins.
  var lastEdit = null; // What was replaced last, to be replaced in the whole column.
  var busy = Promise.resolve();

  function cells(root) { return Array.from(root.querySelectorAll('td[data-c]')); }
  function rowsOf(grid) { return Array.from(grid.querySelectorAll('tbody[data-row]')); }
  function body(cell) { return cell.closest('tbody'); }
  function column(cell) { return Number(cell.dataset.c); }
  function at(row, col) { return row && row.querySelector('td[data-c="' + col + '"]'); }
  function editable(cell) { return !body(cell).classList.contains('locked'); }

  // One cell of all grids is in the tab order.
  function prepare() {
    document.querySelectorAll('#grids noscript').forEach(function (each) { each.remove(); });
    document.querySelectorAll('#grids [data-copy]').forEach(function (each) { each.hidden = false; });
    var all = cells(grids);
    all.forEach(function (cell) {
      cell.tabIndex = -1;
      if (!editable(cell)) cell.setAttribute('aria-readonly', 'true');
    });
    var stop = all.indexOf(current) >= 0 ? current : all.find(function (cell) { return cell.matches('.ERROR'); }) || all[0];
    if (stop) stop.tabIndex = 0;
    current = stop || null;
  }

  function focus(cell, extend) {
    if (!cell) return;
    if (current) current.tabIndex = -1;
    if (!extend) anchor = cell;
    current = cell;
    cell.tabIndex = 0;
    cell.focus();
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    cells(grids).forEach(function (each) {
      var is = isChosen(each);
      each.classList.toggle('chosen', is);
      if (is) each.setAttribute('aria-selected', 'true'); else each.removeAttribute('aria-selected');
    });
  }

  function chosen() {
    if (!current || !anchor || anchor === current || anchor.dataset.c !== current.dataset.c) return current ? [current] : [];
    var all = rowsOf(current.closest('table'));
    var from = all.indexOf(body(anchor)), to = all.indexOf(body(current));
    if (from < 0) return [current];
    return all.slice(Math.min(from, to), Math.max(from, to) + 1).map(function (row) { return at(row, column(current)); }).filter(Boolean);
  }
  function isChosen(cell) { return anchor !== current && chosen().indexOf(cell) >= 0; }

  function move(cell, down, right, extend) {
    var all = rowsOf(cell.closest('table'));
    if (down) {
      focus(at(all[Math.max(0, Math.min(all.length - 1, all.indexOf(body(cell)) + down))], column(cell)), extend);
    } else {
      var row = cells(body(cell));
      var index = row.indexOf(cell) + right;
      if (index >= 0 && index < row.length) focus(row[index], extend && false);
    }
  }

  function shown() {
    return {
      'X-Rows': rowsOf(grids).map(function (row) { return row.dataset.row; }).join(' '),
      'X-Version': document.getElementById('edit-state').dataset.version
    };
  }

  // Edits are sent one after the other, so that each sees what the one before has changed.
  function send(fields, back) {
    busy = busy.then(function () { return post(fields, back); });
    return busy;
  }

  // After another login, the token of the form is renewed before the second attempt.
  function post(fields, back, second) {
    var data = new URLSearchParams(new FormData(form));
    fields.forEach(function (field) { data.append(field[0], field[1]); });
    return fetch(form.action, { method: 'POST', body: data, headers: shown() }).then(function (response) {
      if (response.status === 403 && !second) {
        return renewToken().then(function (loggedIn) { return loggedIn ? post(fields, back, true) : failed(form.dataset.session); });
      }
      if (response.status === 401 || isLogin(response)) return failed(form.dataset.session);
      if (response.redirected || response.status === 403) {
        location.reload();
        return false;
      }
      if (!response.ok && response.status !== 409) throw new Error(String(response.status));
      return response.text().then(function (text) {
        show(text, back);
        return response.ok;
      });
    }).catch(function () { return failed(form.dataset.failed); });
  }
  function isLogin(response) {
    return response.redirected && new URL(response.url).pathname.endsWith('/login');
  }
  function renewToken() {
    return fetch(location.pathname).then(function (response) {
      if (!response.ok) throw new Error(String(response.status));
      return isLogin(response) ? null : response.text();
    }).then(function (text) {
      var token = text && new DOMParser().parseFromString(text, 'text/html').querySelector('#edit input[name=_csrf]');
      if (token) form.elements._csrf.value = token.value;
      return text !== null;
    });
  }
  function failed(reason) {
    message.textContent = reason;
    cells(grids).forEach(function (cell) { cell.classList.remove('saving'); });
    return null;
  }

  // Replaces the rows that are shown, and keeps the focus where it is.
  function show(text, back) {
    var answer = new DOMParser().parseFromString(text, 'text/html');
    var said = answer.getElementById('edit-message');
    var active = document.activeElement;
    var editing = grids.querySelector('td.editing-cell');
    var cell = back || (active && active.closest && active.closest('td[data-c]'));
    var place = cell && { row: body(cell).id, col: column(cell) };
    var width = answer.querySelector('thead tr'), before = grids.querySelector('thead tr');
    if (width && before && answer.querySelectorAll('thead').length === grids.querySelectorAll('thead').length && width.children.length !== before.children.length) {
      location.reload(); // A suggestion has added a column.
      return;
    }
    var button = !cell && active && active.form === form ? { key: active.dataset.key, row: active.closest('tbody') && active.closest('tbody').id } : null;
    answer.querySelectorAll('tbody[data-row]').forEach(function (row) {
      var old = document.getElementById(row.id);
      if (old && !(editing && old.contains(editing))) old.replaceWith(document.adoptNode(row));
    });
    var state = answer.getElementById('edit-state');
    document.getElementById('edit-state').replaceWith(document.adoptNode(state));
    if (current && !current.isConnected) {
      var again = document.querySelector('[id="' + body(current).id + '"] td[data-c="' + current.dataset.c + '"]');
      anchor = current = again;
    }
    prepare();
    offerReplacement();
    if (said) message.textContent = said.textContent;
    if (editing) return;
    if (place) {
      var same = at(document.getElementById(place.row), place.col);
      if (same) focus(same);
    } else if (button) {
      var next = button.key ? document.querySelector('#edit-state [data-key="' + button.key + '"]:not([disabled])') : null;
      if (next) next.focus();
      else if (button.row && document.getElementById(button.row)) focus(cells(document.getElementById(button.row))[0]);
      else if (current) focus(current);
    }
  }

  function fieldsOf(cell, value) {
    var place = body(cell).dataset.row.split('-');
    return [['sheet', place[0]], ['row', place[1]], ['column', cell.dataset.c], ['seen', cell.textContent], ['value', value]];
  }

  function save(cell, value, back) {
    if (value === cell.textContent) {
      if (back) focus(back);
      return;
    }
    var seen = cell.textContent;
    var place = fieldsOf(cell, value);
    cell.classList.add('saving');
    send(place, back || cell).then(function (ok) {
      // Without a response, what was typed stays to be saved again.
      if (ok === null && cell.isConnected) edit(cell, value);
      lastEdit = ok && seen !== '' ? { fields: place, seen: seen, value: value } : null;
      offerReplacement();
    });
  }

  function offerReplacement() {
    var button = document.querySelector('[data-replace]');
    if (!button) return;
    button.hidden = !lastEdit;
    if (lastEdit) button.textContent = button.dataset.text.replace('{0}', lastEdit.seen).replace('{1}', lastEdit.value);
  }

  function edit(cell, text) {
    if (!editable(cell)) return;
    var before = cell.textContent;
    var input = document.createElement('input');
    var heading = cell.closest('table').querySelectorAll('thead th')[Array.from(cell.parentNode.children).indexOf(cell)];
    input.value = text === null ? before : text;
    input.maxLength = 32767;
    input.setAttribute('aria-label', form.dataset.label.replace('{0}', heading.textContent.trim()).replace('{1}', body(cell).dataset.row.split('-')[1]));
    if (cell.getAttribute('aria-describedby')) input.setAttribute('aria-describedby', cell.getAttribute('aria-describedby'));
    var shown = input.value;
    cell.textContent = '';
    cell.classList.add('editing-cell');
    cell.appendChild(input);
    input.focus();
    if (text === null) input.select();
    var done = false;
    function end(keep, down, right) {
      if (done) return;
      done = true;
      var value = input.value;
      cell.classList.remove('editing-cell');
      cell.textContent = before;
      var next = cell;
      if (down || right) {
        var all = rowsOf(cell.closest('table'));
        var row = cells(body(cell));
        next = (down ? at(all[all.indexOf(body(cell)) + down], column(cell)) : row[row.indexOf(cell) + right]) || cell;
      }
      // An input has no line breaks; a cell that has some is changed only if the user typed.
      if (keep && (text !== null || value !== shown)) save(cell, value, next);
      else focus(next);
    }
    input.addEventListener('keydown', function (event) {
      event.stopPropagation();
      if (event.key === 'Enter') end(true, event.shiftKey ? -1 : 1, 0);
      else if (event.key === 'Tab') end(true, 0, event.shiftKey ? -1 : 1);
      else if (event.key === 'Escape') end(false, 0, 0);
      else return;
      event.preventDefault();
    });
    input.addEventListener('blur', function () {
      if (done) return;
      done = true;
      var value = input.value;
      cell.classList.remove('editing-cell');
      cell.textContent = before;
      if (text !== null || value !== shown) save(cell, value, null);
    });
  }

  // Fills the selected cells with the first of them; a single cell with the one above.
  function fill() {
    var all = chosen();
    if (all.length === 1) {
      var rows = rowsOf(current.closest('table'));
      var above = at(rows[rows.indexOf(body(current)) - 1], column(current));
      if (!above) return;
      all = [above, current];
    }
    setAll(all.slice(1), all[0].textContent);
  }

  function setAll(targets, value) {
    setEach(targets.map(function (cell) { return [cell, value]; }));
  }
  function setEach(changes) {
    var fields = [];
    changes.forEach(function (change) {
      var cell = change[0], value = change[1];
      if (editable(cell) && cell.textContent !== value) fields = fields.concat(fieldsOf(cell, value));
    });
    lastEdit = null;
    if (fields.length > 0) send(fields, current);
  }

  function step(name) {
    lastEdit = null;
    send([['act', name]], null);
  }

  grids.addEventListener('keydown', function (event) {
    var cell = event.target.closest('td[data-c]');
    if (!cell || cell !== event.target) return;
    var command = event.ctrlKey || event.metaKey;
    var all = rowsOf(cell.closest('table'));
    var row = cells(body(cell));
    if (command && event.key.toLowerCase() === 'd') fill();
    else if (command && (event.key === 'Home' || event.key === 'End')) focus(event.key === 'Home' ? cells(all[0])[0] : cells(all[all.length - 1]).pop());
    else if (command || event.altKey) return;
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(cell, event.key === 'ArrowDown' ? 1 : -1, 0, event.shiftKey);
    else if (event.key === 'PageDown' || event.key === 'PageUp') move(cell, event.key === 'PageDown' ? 10 : -10, 0, event.shiftKey);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') move(cell, 0, event.key === 'ArrowRight' ? 1 : -1, false);
    else if (event.key === 'Home') focus(row[0]);
    else if (event.key === 'End') focus(row[row.length - 1]);
    else if (event.key === 'Enter' || event.key === 'F2') edit(cell, null);
    else if (event.key === 'Delete' || event.key === 'Backspace') setAll(chosen(), '');
    else if (event.key === 'Escape') focus(cell);
    else if (event.key.length === 1 && event.key !== ' ') edit(cell, event.key);
    else return;
    event.preventDefault();
  });
  document.addEventListener('keydown', function (event) {
    var key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.target.matches('input, select, textarea')) return;
    if (key === 'y' || (key === 'z' && event.shiftKey)) step('redo');
    else if (key === 'z') step('undo');
    else return;
    event.preventDefault();
  });
  grids.addEventListener('mousedown', function (event) {
    var cell = event.target.closest('td[data-c]');
    if (!cell || event.target.matches('input')) return;
    event.preventDefault();
    var active = document.activeElement;
    if (active && active.closest('td.editing-cell')) active.blur();
    if (cell === current && cell === document.activeElement && !event.shiftKey) edit(cell, null);
    else focus(cell, event.shiftKey && anchor && anchor.dataset.c === cell.dataset.c);
  });
  // Copied cells are lines with tabs between them; a cell with a line break or tab is in quotation marks.
  function copied(value) {
    return /[\t\r\n]/.test(value) ? '"' + value.replace(/"/g, '""') + '"' : value;
  }
  function table(text) {
    var rows = [[]];
    var field = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/g;
    text = text.replace(/(\r\n|\r|\n)$/, '');
    for (var at = 0; at <= text.length; at = field.lastIndex) {
      field.lastIndex = at;
      var match = field.exec(text);
      var quoted = match[1] !== undefined && /[\t\r\n]/.test(match[1]);
      rows[rows.length - 1].push(quoted ? match[1].replace(/""/g, '"') : match[0].slice(0, match[0].length - match[3].length));
      if (match[3] === '') break;
      if (match[3] !== '\t') rows.push([]);
    }
    return rows;
  }
  // A single value goes into all selected cells, a block into the cells from the first of them on.
  function paste(text) {
    var targets = chosen();
    var values = table(text);
    if (values.length === 1 && values[0].length === 1) {
      setAll(targets, values[0][0]);
      return;
    }
    var all = rowsOf(targets[0].closest('table'));
    var top = all.indexOf(body(targets[0]));
    var left = cells(body(targets[0])).indexOf(targets[0]);
    var columns = Math.max.apply(null, values.map(function (row) { return row.length; }));
    var width = cells(body(targets[0])).length;
    if (top + values.length > all.length || left + columns > width) {
      message.textContent = form.dataset.misfit
        .replace('{0}', values.length).replace('{1}', columns)
        .replace('{2}', all.length - top).replace('{3}', width - left);
      return;
    }
    setEach(values.flatMap(function (row, down) {
      return row.map(function (value, right) { return [cells(all[top + down])[left + right], value]; });
    }));
  }
  grids.addEventListener('copy', function (event) {
    if (!event.target.matches('td[data-c]')) return;
    event.clipboardData.setData('text/plain', chosen().map(function (cell) { return copied(cell.textContent); }).join('\n'));
    event.preventDefault();
  });
  grids.addEventListener('paste', function (event) {
    if (!event.target.matches('td[data-c]')) return;
    paste(event.clipboardData.getData('text/plain'));
    event.preventDefault();
  });

  document.addEventListener('click', function (event) {
    if (!event.target.closest('[data-replace]') || !lastEdit) return;
    var edited = lastEdit;
    lastEdit = null;
    send(edited.fields.concat([['act', 'replace']]), current);
  });
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    event.stopPropagation();
    var button = event.submitter;
    if (!button) return;
    lastEdit = null;
    var cell = button.dataset.column && at(button.closest('tbody'), button.dataset.column);
    var fields = cell && fieldsOf(cell, button.textContent);
    var seen = cell && cell.textContent;
    send([[button.name, button.value]], cell || null).then(function (ok) {
      lastEdit = ok && seen ? { fields: fields, seen: seen, value: button.textContent } : null;
      offerReplacement();
    });
  });
  document.addEventListener('click', function (event) {
    var link = event.target.closest('#grids a.cellname');
    if (link && jump(link.hash)) event.preventDefault();
  });
  function jump(hash) {
    var target = document.getElementById(hash.slice(1));
    var cell = target && (target.matches('td[data-c]') ? target : target.querySelector('td[data-c]'));
    if (!cell || !grids.contains(cell)) return false;
    focus(cell);
    return true;
  }
  window.addEventListener('hashchange', function () { jump(location.hash); });

  // Adds the next rows when the end of those that are shown comes into view.
  var MOST_SHOWN = 400; // The server refreshes as many.
  var more = new IntersectionObserver(function (entries) {
    var link = document.querySelector('.pager [rel=next]');
    if (!link || !entries[0].isIntersecting || rowsOf(grids).length >= MOST_SHOWN) return;
    more.disconnect();
    fetch(link.href).then(function (response) {
      return response.ok && !response.redirected ? response.text() : Promise.reject(new Error());
    }).then(function (text) {
      var page = new DOMParser().parseFromString(text, 'text/html');
      page.querySelectorAll('#grids > .grid').forEach(function (grid) {
        var same = Array.from(grids.children).find(function (each) { return each.dataset.sheet === grid.dataset.sheet; });
        var columns = grid.querySelector('thead tr').children.length;
        if (!same || same.querySelector('thead tr').children.length !== columns) {
          grids.appendChild(document.adoptNode(grid));
          return;
        }
        grid.querySelectorAll('tbody[data-row]').forEach(function (row) {
          if (!document.getElementById(row.id)) same.querySelector('table').appendChild(document.adoptNode(row));
        });
      });
      document.querySelector('.pager').replaceWith(document.adoptNode(page.querySelector('.pager')));
      prepare();
      watchEnd();
    }).catch(function () { /* The link is still there. */ });
  }, { rootMargin: '600px' });
  function watchEnd() {
    var link = document.querySelector('.pager [rel=next]');
    if (link) more.observe(link);
  }
  watchEnd();

  // Shows what other users have changed.
  setInterval(function () {
    if (document.hidden || grids.querySelector('td.editing-cell')) return;
    fetch(form.action.split('?')[0]).then(function (response) {
      return response.ok && !response.redirected ? response.text() : null;
    }).then(function (version) {
      if (version === null || version === document.getElementById('edit-state').dataset.version) return;
      return fetch(form.action.split('?')[0], { headers: shown() }).then(function (response) { return response.text(); }).then(function (text) {
        if (!grids.querySelector('td.editing-cell')) show(text, null);
      });
    }).catch(function () { /* The next attempt may succeed. */ });
  }, 5000);

  prepare();
  if (location.hash) jump(location.hash);
})();
