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
      throw rootCommand.wrongUsage(CliText.TEMPLATE_NAME.text(file));
    }
    try {
      new Template(headingCatalog, name).write(file);
    } catch (FileAlreadyExistsException e) {
      throw rootCommand.wrongUsage(CliText.TEMPLATE_EXISTS.text(file));
    } catch (IOException e) {
      throw rootCommand.wrongUsage(CliText.TEMPLATE_NOT_WRITTEN.text(file, FileErrors.reason(e)));
    }
    rootCommand.printOut(CliText.TEMPLATE_READY.text(file));
    rootCommand.printOut(CliText.NEXT_VALIDATE_TEMPLATE.text(file));
    return ExitCodes.OK;
  }
}
