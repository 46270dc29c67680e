package orderimport.binding;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import orderimport.benchmark.InnerLoop;
import orderimport.carrier.RequestJson;
import orderimport.heading.HeadingAliases;
import orderimport.imports.StagedRow;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** An order of three rows, or of one if its carrier allows no more, under realistic headings. */
public class OrderBinding extends InnerLoop {
  private static final Path ORDERS =
      Path.of("src", "test", "resources", "orderimport", "benchmark", "orders.csv");

  @Param({"globalconnect", "globalconnect-testing", "granite", "telecomx"})
  public String carrier = "";

  private ImportBinder binder;
  private List<StagedRow> rows;
  private String orderRef;
  private Record request;

  @Setup
  public void read() {
    Importing.Result result =
        new Importing(Map.of(), HeadingAliases.fromConfiguration(Path.of("job-config")))
            .read(ORDERS);
    if (!result.problems().isEmpty()) {
      throw new IllegalStateException("Problems take time of their own: " + result.problems());
    }
    binder = result.binder();
    rows = result.rows().stream().filter(row -> carrier.equals(row.carrier())).toList();
    orderRef = Objects.requireNonNull(rows.get(0).orderRef());
    request = Objects.requireNonNull(bindAndValidate().request());
  }

  @Benchmark
  public BoundOrder bindAndValidate() {
    return binder.bind(carrier, orderRef, rows);
  }

  @Benchmark
  public String json() {
    return RequestJson.write(request);
  }
}
