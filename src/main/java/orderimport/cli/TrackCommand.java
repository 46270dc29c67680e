package orderimport.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.job.ExitCodes;
import orderimport.notification.NotificationDispatcher;
import orderimport.problem.Text;
import orderimport.tracking.OrderTracker;
import orderimport.tracking.StatusChange;
import orderimport.tracking.TrackingRound;
import orderimport.tracking.TrackingText;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "track",
    description = {
      "Asks the carriers for the states of accepted orders that are not final yet.",
      "",
      "Prints what changed, and writes tracking.csv, and offers.xlsx if there are offers to"
          + " order. Exit code 1 if a carrier could not be asked."
    })
final class TrackCommand extends Command {
  @Parameters(
      paramLabel = "IMPORT_ID",
      arity = "0..*",
      description = "the imports' numbers, as `list` shows them (default: all imports)")
  private List<Long> importIds = new ArrayList<>();

  TrackCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() {
    return ApplicationSession.of(
        rootCommand,
        applicationHandle -> {
          Imports imports = applicationHandle.get(Imports.class);
          for (long importId : importIds) {
            if (imports.find(importId).filter(TrackCommand::isImport).isEmpty()) {
              rootCommand
                  .err()
                  .printf(
                      "There is no import %d. `order-import list` shows all imports.%n", importId);
              return ExitCodes.USAGE;
            }
          }
          if (!rootCommand.quiet()) {
            rootCommand.err().println(render(TrackingText.PROGRESS.text()));
          }
          OrderTracker tracker = applicationHandle.get(OrderTracker.class);
          TrackingRound round = tracker.track(new TreeSet<>(importIds));
          print(round, tracker);
          new PendingNotifications(rootCommand)
              .send(applicationHandle.get(NotificationDispatcher.class));
          return round.failed().isEmpty() ? ExitCodes.OK : ExitCodes.STOPPED;
        });
  }

  private static boolean isImport(Import found) {
    return found.kind() == Import.Kind.IMPORT;
  }

  private void print(TrackingRound round, OrderTracker tracker) {
    round.changes().stream().map(StatusChange::text).forEach(this::println);
    round.unclear().forEach(this::println);
    if (round.asked() + round.unclear().size() + round.failed().size() == 0) {
      println(TrackingText.NONE_LEFT.text());
    } else {
      println(
          TrackingText.RESULT.text(round.asked(), round.changes().size(), round.unclear().size()));
    }
    round.notes().forEach(this::println);
    for (long importId : round.imports()) {
      Path results = tracker.folderOf(importId).resolve("tracking.csv");
      if (Files.isRegularFile(results)) {
        println(TrackingText.RESULTS.text(results));
      }
      Path offers = tracker.folderOf(importId).resolve("offers.xlsx");
      if (Files.isRegularFile(offers)) {
        println(TrackingText.OFFERS.text(offers));
      }
    }
    round.failed().forEach(why -> rootCommand.err().println(render(why)));
  }

  private void println(Text text) {
    rootCommand.out().println(render(text));
  }

  private String render(Text text) {
    return rootCommand.texts().render(text);
  }
}
