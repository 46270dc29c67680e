package orderimport.job;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/** Describes this process so that a person can find it. */
final class ProcessIdentity {
  private ProcessIdentity() {}

  static String describe(Instant since) {
    return "process %d on %s, since %s".formatted(ProcessHandle.current().pid(), host(), since);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this machine";
    }
  }
}
