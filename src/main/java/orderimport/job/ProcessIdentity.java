package orderimport.job;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** Describes this process so that a person can find it. */
@Component
class ProcessIdentity {
  private final String worker;

  ProcessIdentity(Clock clock) {
    this.worker =
        "process %d on %s, since %s"
            .formatted(
                ProcessHandle.current().pid(),
                host(),
                Instant.now(clock).truncatedTo(ChronoUnit.SECONDS));
  }

  /** The description, as {@code import.worker} has it. */
  String worker() {
    return worker;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this machine";
    }
  }
}
