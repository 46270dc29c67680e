package orderimport.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.job.ExitCodes;
import orderimport.job.JobText;
import orderimport.notification.NotificationDispatcher;
import orderimport.problem.Text;
import orderimport.report.NotLive;
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
              rootCommand.printErr(JobText.NO_IMPORT.text(importId).sentence());
              return ExitCodes.USAGE;
            }
          }
          if (!rootCommand.quiet()) {
            rootCommand.printErr(TrackingText.PROGRESS.text());
          }
          OrderTracker tracker = applicationHandle.get(OrderTracker.class);
          TrackingRound round = tracker.track(new TreeSet<>(importIds));
          printNotLive(round, imports);
          print(round, tracker);
          new PendingNotifications(rootCommand)
              .send(applicationHandle.get(NotificationDispatcher.class));
          return round.failed().isEmpty() ? ExitCodes.OK : ExitCodes.STOPPED;
        });
  }

  private static boolean isImport(Import found) {
    return found.kind() == Import.Kind.IMPORT;
  }

  private void printNotLive(TrackingRound round, Imports imports) {
    Map<String, String> environments = new TreeMap<>();
    round.imports().forEach(importId -> environments.putAll(imports.get(importId).environments()));
    Text notLive = NotLive.sentence(environments);
    if (notLive != null) {
      rootCommand.printOut(notLive);
    }
  }

  private void print(TrackingRound round, OrderTracker tracker) {
    round.changes().stream().map(StatusChange::text).forEach(rootCommand::printOut);
    round.unclear().forEach(rootCommand::printOut);
    if (round.asked() + round.unclear().size() + round.failed().size() == 0) {
      rootCommand.printOut(TrackingText.NONE_LEFT.text());
    } else {
      rootCommand.printOut(
          TrackingText.RESULT.text(round.asked(), round.changes().size(), round.unclear().size()));
    }
    round.notes().forEach(rootCommand::printOut);
    for (long importId : round.imports()) {
      Path results = tracker.folderOf(importId).resolve("tracking.csv");
      if (Files.isRegularFile(results)) {
        rootCommand.printOut(TrackingText.RESULTS.text(results));
      }
      Path offers = tracker.folderOf(importId).resolve("offers.xlsx");
      if (Files.isRegularFile(offers)) {
        rootCommand.printOut(TrackingText.OFFERS.text(offers));
      }
    }
    round.failed().forEach(rootCommand::printErr);
  }
}
