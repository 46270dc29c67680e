package orderimport.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.column.Column;
import orderimport.column.FriendlyHeadings;
import orderimport.column.Headings;
import orderimport.job.ExitCodes;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@CommandLine.Command(
    name = "columns",
    description =
        "Lists the columns that a carrier's sheet can have. * marks those an order needs.")
final class ColumnsCommand extends Command {
  @Parameters(
      paramLabel = "CARRIER",
      description = "globalconnect, globalconnect-testing, granite or telecomx")
  private String carrier = "";

  @Option(names = "--json", description = "for scripts")
  private boolean json;

  ColumnsCommand(Program program) {
    super(program);
  }

  @Override
  public Integer call() {
    Carriers carriers = Carriers.registered();
    Headings headings =
        new Headings(carriers, FriendlyHeadings.fromConfiguration(Path.of("job-config")));
    String name =
        headings
            .carrierNamed(carrier)
            .orElseThrow(
                () ->
                    program.wrongUsage(
                        "There is no carrier %s. There are %s."
                            .formatted(
                                carrier,
                                String.join(
                                    ", ", carriers.all().stream().map(Carrier::name).toList()))));
    List<Column> columns = headings.columnsOf(name);
    if (json) {
      program
          .out()
          .println(
              JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(columns));
    } else {
      columns.forEach(column -> print(column, program.out()));
    }
    return ExitCodes.OK;
  }

  private static void print(Column column, PrintWriter out) {
    out.printf("%s%s  (%s)%n", column.path(), column.required() ? " *" : "", column.type());
    out.printf("    %s%n", column.description());
    if (!column.allowed().isEmpty()) {
      out.printf("    Allowed: %s%n", String.join(", ", column.allowed()));
    }
    if (!column.headings().isEmpty()) {
      out.printf("    Also: %s%n", String.join(", ", column.headings()));
    }
  }
}
