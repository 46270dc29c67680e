package orderimport.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Locale;
import orderimport.heading.HeadingCatalog;
import orderimport.heading.Template;
import orderimport.job.ExitCodes;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "template",
    description = "Writes a workbook to fill in for a carrier, with an example row.")
final class TemplateCommand extends Command {
  @Mixin private CarrierParameter carrier = new CarrierParameter();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.xlsx",
      required = true,
      description = "the file to write")
  private Path file = Path.of("");

  TemplateCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() {
    HeadingCatalog headingCatalog = CarrierParameter.headings();
    String name = carrier.name(headingCatalog, rootCommand);
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
      throw rootCommand.wrongUsage(
          "The template is a workbook, so its name must end in .xlsx: -o %s.xlsx.".formatted(file));
    }
    try {
      new Template(headingCatalog, name).write(file);
    } catch (FileAlreadyExistsException e) {
      throw rootCommand.wrongUsage(
          "%s already exists. Choose another name, or delete it first.".formatted(file));
    } catch (IOException e) {
      throw rootCommand.wrongUsage(
          "%s cannot be written: %s.".formatted(file, FileErrors.reason(e)));
    }
    rootCommand.out().printf("%s is ready to fill in; row 2 is an example.%n", file);
    rootCommand.out().printf("Next: order-import validate %s%n", file);
    return ExitCodes.OK;
  }
}
