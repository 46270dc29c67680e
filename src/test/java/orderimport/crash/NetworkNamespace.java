package orderimport.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A namespace of the network, as another machine: processes in it reach this one by a cable, which
 * can be cut. It needs Linux, root and {@code iproute2}.
 */
final class NetworkNamespace implements AutoCloseable {
  /** The addresses of this machine and of the other one. */
  static final String HERE = "10.231.17.1";

  private static final String THERE = "10.231.17.2";
  private static final String NAME = "order-import";
  private static final String CABLE = "oi-cable";

  NetworkNamespace() throws IOException, InterruptedException {
    run("ip", "netns", "add", NAME);
    run("ip", "link", "add", CABLE, "type", "veth", "peer", "name", "eth0", "netns", NAME);
    run("ip", "addr", "add", HERE + "/30", "dev", CABLE);
    run("ip", "link", "set", CABLE, "up");
    run("ip", "-n", NAME, "addr", "add", THERE + "/30", "dev", "eth0");
    run("ip", "-n", NAME, "link", "set", "eth0", "up");
    run("ip", "-n", NAME, "link", "set", "lo", "up");
  }

  /** The beginning of a command that runs in the namespace. */
  List<String> enter() {
    return List.of("ip", "netns", "exec", NAME);
  }

  /** The address of a server on this machine, as seen from there. */
  String reach(String address) {
    return address.replace("127.0.0.1", HERE);
  }

  /** From now on packets are lost without a notice, in both directions. */
  void cut() throws IOException, InterruptedException {
    run("ip", "link", "set", CABLE, "down");
  }

  void reconnect() throws IOException, InterruptedException {
    run("ip", "link", "set", CABLE, "up");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(
          "This test needs namespaces of the network: %s: %s"
              .formatted(String.join(" ", command), output));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run("ip", "netns", "del", NAME);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
