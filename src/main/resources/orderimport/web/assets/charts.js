// Draws the figures of tables as charts, in the colours of the page.
(function () {
  'use strict';

  var charts = [];
  function color(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  // The columns of a table that have a colour, with the values by the rows' keys.
  function series(table) {
    var found = [];
    table.querySelectorAll('thead th').forEach(function (heading, column) {
      if (!heading.dataset.color) return;
      var values = {};
      table.querySelectorAll('tbody tr').forEach(function (row) {
        values[row.dataset.key] = Number(row.cells[column].dataset.value);
      });
      found.push({ label: heading.textContent, color: color(heading.dataset.color), values: values });
    });
    return found;
  }

  function days(first, last) {
    var all = [];
    for (var day = new Date(first + 'T00:00:00Z'); day <= new Date(last + 'T00:00:00Z'); day.setUTCDate(day.getUTCDate() + 1)) {
      all.push(day.toISOString().slice(0, 10));
    }
    return all;
  }

  function draw(canvas) {
    var table = document.getElementById(canvas.dataset.table);
    var perDay = canvas.dataset.chart === 'days';
    var keys = perDay
      ? days(canvas.dataset.first, canvas.dataset.last)
      : Array.from(table.querySelectorAll('tbody tr'), function (row) { return row.dataset.key; });
    var short = new Intl.DateTimeFormat(document.documentElement.lang, { day: 'numeric', month: 'short', timeZone: 'UTC' });
    var scale = function (stacked, numbers) {
      return {
        stacked: stacked, beginAtZero: true,
        ticks: { color: color('--soft'), precision: perDay ? 0 : undefined, maxRotation: 0, autoSkipPadding: 16 },
        grid: { color: numbers ? color('--line') : 'transparent' }, border: { color: color('--line') }
      };
    };
    charts.push(new Chart(canvas, {
      type: 'bar',
      data: {
        labels: perDay ? keys.map(function (key) { return short.format(new Date(key + 'T00:00:00Z')); }) : keys,
        datasets: series(table).map(function (each) {
          return {
            label: each.label, backgroundColor: each.color, maxBarThickness: 28,
            data: keys.map(function (key) { return each.values[key] || 0; })
          };
        })
      },
      options: {
        indexAxis: perDay ? 'x' : 'y', animation: false, maintainAspectRatio: false, locale: document.documentElement.lang,
        interaction: { mode: 'index', axis: perDay ? 'x' : 'y', intersect: false },
        scales: { x: scale(perDay, !perDay), y: scale(perDay, perDay) },
        plugins: { legend: { position: 'bottom', labels: { color: color('--ink'), boxWidth: 12, boxHeight: 12 } } }
      }
    }));
  }

  function drawAll() {
    charts.forEach(function (chart) { chart.destroy(); });
    charts = [];
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    document.querySelectorAll('canvas[data-chart]').forEach(function (canvas) {
      canvas.parentNode.hidden = false;
      draw(canvas);
    });
  }
  drawAll();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
})();
