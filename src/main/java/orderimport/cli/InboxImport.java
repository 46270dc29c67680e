package orderimport.cli;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import orderimport.imports.ImportOptions;
import orderimport.imports.ProgressListener;
import orderimport.inbox.InboxProperties;
import orderimport.inbox.InboxResult;
import orderimport.inbox.InboxRunListener;
import orderimport.inbox.InboxService;
import orderimport.inbox.InboxesProperties;
import orderimport.job.ExitCodes;
import orderimport.job.ImportService;
import orderimport.job.RunResult;
import orderimport.notification.NotificationDispatcher;
import orderimport.problem.Text;

/** {@code import --inbox}: processes an inbox, prints the results and sends the notifications. */
final class InboxImport implements ToIntFunction<ApplicationHandle> {
  private final RootCommand rootCommand;
  private final Path folder;
  private final ImportOptions options;

  InboxImport(RootCommand rootCommand, Path folder, ImportOptions options) {
    this.rootCommand = rootCommand;
    this.folder = folder;
    this.options = options;
  }

  @Override
  public int applyAsInt(ApplicationHandle applicationHandle) {
    InboxProperties inbox =
        applicationHandle
            .get(InboxesProperties.class)
            .of(folder)
            .orElseGet(() -> InboxProperties.ofFolder(folder))
            .with(folder, options);
    FileRunner fileRunner =
        new FileRunner(
            rootCommand,
            applicationHandle.get(ImportService.class),
            Activity::importing,
            CliText.IMPORTED_BEFORE);
    InboxResult result =
        applicationHandle.get(InboxService.class).run(inbox, new ConsoleListener(fileRunner));
    int code = printResult(result);
    new PendingNotifications(rootCommand).send(applicationHandle.get(NotificationDispatcher.class));
    return code;
  }

  private int printResult(InboxResult result) {
    if (result instanceof InboxResult.Done done) {
      if (done.report().isEmpty()) {
        rootCommand.printOut(CliText.INBOX_EMPTY.text(folder));
      }
      return done.report().exitCode();
    } else if (result instanceof InboxResult.Busy busy) {
      rootCommand.printErr(CliText.INBOX_BUSY.text(folder, busy.holder()));
    }
    return ExitCodes.STOPPED;
  }

  /** Prints progress and messages on the terminal. */
  private final class ConsoleListener implements InboxRunListener {
    private final FileRunner fileRunner;

    ConsoleListener(FileRunner fileRunner) {
      this.fileRunner = fileRunner;
    }

    @Override
    public RunResult aroundImport(String name, Function<ProgressListener, RunResult> work) {
      return fileRunner.result(name, work);
    }

    @Override
    public void onMessage(Text message) {
      rootCommand.printOut(message);
    }

    @Override
    public Text explain(Text activity, Throwable failure) {
      return new ErrorReporter(rootCommand).explanationForAll(activity, failure);
    }
  }
}
