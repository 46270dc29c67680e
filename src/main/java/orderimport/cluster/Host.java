package orderimport.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where this process runs. */
record Host(String name, long processId) {
  static Host here() {
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
