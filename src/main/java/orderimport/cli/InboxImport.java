package orderimport.cli;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import orderimport.imports.ImportOptions;
import orderimport.imports.Progress;
import orderimport.inbox.InboxResult;
import orderimport.inbox.InboxRuns;
import orderimport.inbox.InboxSettings;
import orderimport.inbox.InboxesSettings;
import orderimport.inbox.Onlooker;
import orderimport.job.ExitCodes;
import orderimport.job.ImportRuns;
import orderimport.job.RunResult;
import orderimport.message.Postman;

/** {@code import --inbox}: works through an inbox, tells of it here and by the messages. */
final class InboxImport implements ToIntFunction<Application> {
  private final Program program;
  private final Path folder;
  private final ImportOptions options;

  InboxImport(Program program, Path folder, ImportOptions options) {
    this.program = program;
    this.folder = folder;
    this.options = options;
  }

  @Override
  public int applyAsInt(Application application) {
    InboxSettings inbox =
        application
            .get(InboxesSettings.class)
            .of(folder)
            .orElseGet(() -> InboxSettings.ofFolder(folder))
            .with(folder, options);
    EachFile each =
        new EachFile(
            program,
            application.get(ImportRuns.class),
            Activity::importing,
            "This content was imported before.");
    InboxResult result = application.get(InboxRuns.class).run(inbox, new Shown(each));
    int code = tell(result);
    send(application.get(Postman.class));
    return code;
  }

  private int tell(InboxResult result) {
    if (result instanceof InboxResult.Done done) {
      if (done.report().isEmpty()) {
        program.out().printf("There is no spreadsheet in %s: nothing to do.%n", folder);
      }
      return done.report().exitCode();
    } else if (result instanceof InboxResult.Busy busy) {
      program
          .err()
          .printf("%s is being worked on by %s. Wait until that ends.%n", folder, busy.holder());
    }
    return ExitCodes.STOPPED;
  }

  private void send(Postman postman) {
    long waiting = postman.round(program.err()::println);
    if (waiting > 0) {
      program
          .err()
          .printf(
              "%d %s could not be sent yet; the next run tries again. The log file %s says why.%n",
              waiting, waiting == 1 ? "message" : "messages", program.logFile());
    }
  }

  /** Shows on the terminal what is going on. */
  private final class Shown implements Onlooker {
    private final EachFile each;

    Shown(EachFile each) {
      this.each = each;
    }

    @Override
    public RunResult look(String name, Function<Progress, RunResult> work) {
      return each.result(name, work);
    }

    @Override
    public void tell(String message) {
      program.out().println(message);
    }

    @Override
    public String explain(String activity, Throwable failure) {
      return new Troubles(program).explanation(activity, failure);
    }
  }
}
