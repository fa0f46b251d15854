// Draws each <div class="chart" data-chart="NAME"> from the data in <script id="chart-NAME" type="application/json">.
// The data is either pairs of a name and a value, or {names, parts: [{name, values, colour, links}]} for stacked bars.
// The same numbers stand in a table beside it, so the chart is comfort; a click on a bar opens its rows.
document.addEventListener("DOMContentLoaded", () => {
  for (const place of document.querySelectorAll(".chart")) {
    const source = document.getElementById(`chart-${place.dataset.chart}`);
    if (!source) continue;
    const data = JSON.parse(source.textContent);
    const chart = echarts.init(place, null, { renderer: "svg" });
    chart.setOption(Array.isArray(data) ? line(data) : bars(data));
    chart.on("click", (point) => {
      const part = Array.isArray(data) ? null : data.parts[point.seriesIndex];
      const link = part && part.links && part.links[point.dataIndex];
      if (link) location.assign(link);
    });
    addEventListener("resize", () => chart.resize());
  }
});

const common = {
  animation: false,
  grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
  tooltip: { trigger: "axis", confine: true },
  toolbox: { feature: { saveAsImage: { title: "" } } },
};

function line(pairs) {
  return {
    ...common,
    xAxis: { type: "category", data: pairs.map(([name]) => String(name)) },
    yAxis: { type: "value" },
    series: [{ type: "line", data: pairs.map(([, value]) => Number(value)), color: "#1d4f8c" }],
  };
}

function bars({ names, parts, stacked }) {
  return {
    ...common,
    legend: { top: 0, left: 0 },
    xAxis: { type: "category", data: names, axisLabel: { interval: 0, hideOverlap: false, width: 72, overflow: "break" } },
    yAxis: { type: "value" },
    series: parts.map(({ name, values, colour }) => ({
      name, type: "bar", stack: stacked ? "all" : undefined, data: values.map((value) => value === null ? null : Number(value)), color: colour,
    })),
  };
}
