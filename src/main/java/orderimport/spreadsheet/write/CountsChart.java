package orderimport.spreadsheet.write;

import orderimport.spreadsheet.write.Overview.Table;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisOrientation;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.XDDFBarChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFValueAxis;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** A bar chart with one bar for each count of a table. */
final class CountsChart {

  private static final int LEFT = 4;
  private static final int WIDTH = 8;
  private static final int HEIGHT = 15;

  private final XSSFSheet sheet;

  CountsChart(XSSFSheet sheet) {
    this.sheet = sheet;
  }

  /**
   * Draws the chart to the right of the tables.
   *
   * @param first the row of the first count, from 0; labels are in column A, counts in column B
   */
  void draw(Table table, int first) {
    int last = first + table.counts().size() - 1;
    XSSFChart chart =
        sheet
            .createDrawingPatriarch()
            .createChart(
                new XSSFClientAnchor(
                    0, 0, 0, 0, LEFT, first - 1, LEFT + WIDTH, first - 1 + HEIGHT));
    chart.setTitleText(table.title());
    chart.setTitleOverlay(false);
    XDDFCategoryAxis categories = chart.createCategoryAxis(AxisPosition.LEFT);
    categories.setOrientation(AxisOrientation.MAX_MIN);
    XDDFValueAxis counts = chart.createValueAxis(AxisPosition.TOP);
    counts.setCrosses(AxisCrosses.AUTO_ZERO);
    counts.setVisible(false);
    XDDFBarChartData bars = (XDDFBarChartData) chart.createData(ChartTypes.BAR, categories, counts);
    bars.setBarDirection(BarDirection.BAR);
    bars.setVaryColors(false);
    bars.setGapWidth(40);
    XDDFBarChartData.Series series =
        (XDDFBarChartData.Series)
            bars.addSeries(
                XDDFDataSourcesFactory.fromStringCellRange(
                    sheet, new CellRangeAddress(first, last, 0, 0)),
                XDDFDataSourcesFactory.fromNumericCellRange(
                    sheet, new CellRangeAddress(first, last, 1, 1)));
    chart.plot(bars);
    for (int i = 0; i < table.counts().size(); i++) {
      series
          .getDataPoint(i)
          .setFillProperties(
              new XDDFSolidFillProperties(
                  XDDFColor.from(CellStyles.rgb(table.counts().get(i).style().strong()))));
    }
    labels(chart);
  }

  private static void labels(XSSFChart chart) {
    var labels = chart.getCTChart().getPlotArea().getBarChartArray(0).getSerArray(0).addNewDLbls();
    labels.addNewShowLegendKey().setVal(false);
    labels.addNewShowVal().setVal(true);
    labels.addNewShowCatName().setVal(false);
    labels.addNewShowSerName().setVal(false);
    labels.addNewShowPercent().setVal(false);
    labels.addNewShowBubbleSize().setVal(false);
  }
}
