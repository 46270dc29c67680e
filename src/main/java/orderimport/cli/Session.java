package orderimport.cli;

import java.util.function.ToIntFunction;

/** A command's work with the program's insides. */
final class Session {
  private Session() {}

  /** Starts the insides, works with them and ends them; gives the exit code of the work. */
  static int of(Program program, ToIntFunction<Application> work) {
    try (Application application = Application.start(program)) {
      return work.applyAsInt(application);
    }
  }
}
