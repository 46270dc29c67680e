package orderimport.cli;

import java.io.PrintWriter;
import java.util.List;
import orderimport.heading.Column;
import orderimport.heading.HeadingCatalog;
import orderimport.job.ExitCodes;
import orderimport.problem.Text;
import org.apache.commons.text.WordUtils;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "columns",
    description = "Lists the columns of a carrier's sheet. * marks those that every order needs.")
final class ColumnsCommand extends Command {
  private static final String INDENT = "      ";
  private static final int WIDTH = 96;

  @Mixin private CarrierParameter carrier = new CarrierParameter();

  @Option(names = "--json", description = "print JSON, for scripts")
  private boolean json;

  ColumnsCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() {
    HeadingCatalog headingCatalog = CarrierParameter.headings();
    List<Column> columns = headingCatalog.columnsOf(carrier.name(headingCatalog, rootCommand));
    PrintWriter out = rootCommand.out();
    if (json) {
      printJson(columns);
    } else {
      print(columns, out);
    }
    return ExitCodes.OK;
  }

  private void print(List<Column> columns, PrintWriter out) {
    int longest = columns.stream().mapToInt(column -> column.path().length()).max().orElse(0);
    String currentPrefix = "";
    for (Column column : columns) {
      String prefix = column.path().substring(0, column.path().lastIndexOf('.') + 1);
      if (!prefix.equals(currentPrefix)) {
        out.println();
        currentPrefix = prefix;
      }
      out.printf(
          "%s %s  %s%n",
          column.required() ? "*" : " ",
          column.path() + " ".repeat(longest - column.path().length()),
          column.requiredWith().isEmpty()
              ? column.type()
              : render(CliText.COLUMN_REQUIRED_WITH.text(column.type(), column.requiredWith())));
      line(column.description() + ".", out);
      if (!column.allowed().isEmpty()) {
        line(render(CliText.COLUMN_ALLOWED.text(String.join(", ", column.allowed()))), out);
      }
      if (!column.headings().isEmpty()) {
        line(render(CliText.COLUMN_ALSO.text(String.join(", ", column.headings()))), out);
      }
    }
  }

  private String render(Text text) {
    return rootCommand.texts().render(text);
  }

  private static void line(String text, PrintWriter out) {
    out.println(INDENT + WordUtils.wrap(text, WIDTH, "\n" + INDENT, false));
  }
}
