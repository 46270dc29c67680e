package orderimport.cli;

import java.util.function.ToIntFunction;
import orderimport.job.ExitCodes;

/** Runs a command's work within a started application. */
final class ApplicationSession {
  private ApplicationSession() {}

  /**
   * Starts the application, does the work and closes the application; returns the work's exit code.
   */
  static int of(RootCommand rootCommand, ToIntFunction<ApplicationHandle> work) {
    int exitCode;
    try (ApplicationHandle applicationHandle = ApplicationHandle.start(rootCommand)) {
      exitCode = work.applyAsInt(applicationHandle);
    }
    if (exitCode == ExitCodes.OK) {
      ClassArchive.writeIfRequested();
    }
    return exitCode;
  }
}
