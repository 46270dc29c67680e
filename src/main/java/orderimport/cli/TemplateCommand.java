package orderimport.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Locale;
import orderimport.column.Headings;
import orderimport.column.Template;
import orderimport.job.ExitCodes;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "template",
    description = "Writes a workbook to fill in for a carrier, with an example in it.")
final class TemplateCommand extends Command {
  @Mixin private CarrierParameter carrier = new CarrierParameter();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.xlsx",
      required = true,
      description = "where to write it")
  private Path file = Path.of("");

  TemplateCommand(Program program) {
    super(program);
  }

  @Override
  public Integer call() {
    Headings headings = CarrierParameter.headings();
    String name = carrier.name(headings, program);
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
      throw program.wrongUsage(
          "The template is a workbook, so its name has to end in .xlsx: -o %s.xlsx."
              .formatted(file));
    }
    try {
      new Template(headings, name).write(file);
    } catch (FileAlreadyExistsException e) {
      throw program.wrongUsage(
          "%s is there already. Give another name, or delete it first.".formatted(file));
    } catch (IOException e) {
      throw program.wrongUsage("%s cannot be written: %s.".formatted(file, FileTrouble.reason(e)));
    }
    program.out().printf("%s is ready to be filled in; its row 2 is an example.%n", file);
    program.out().printf("Next: order-import validate %s%n", file);
    return ExitCodes.OK;
  }
}
