package orderimport.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where a process runs.
 *
 * @param name of the machine
 */
public record Host(String name, long processId) {
  /** This process. */
  public static Host here() {
    return new Host(machine(), ProcessHandle.current().pid());
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
