package orderimport.cli;

import java.util.function.ToIntFunction;

/** A command's work with the program's insides. */
final class ApplicationSession {
  private ApplicationSession() {}

  /** Starts the insides, works with them and ends them; gives the exit code of the work. */
  static int of(RootCommand rootCommand, ToIntFunction<ApplicationHandle> work) {
    try (ApplicationHandle applicationHandle = ApplicationHandle.start(rootCommand)) {
      return work.applyAsInt(applicationHandle);
    }
  }
}
