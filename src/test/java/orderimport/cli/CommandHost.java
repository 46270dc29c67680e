package orderimport.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import orderimport.cli.CommandLineRun.Place;
import orderimport.database.MachineZone;

/**
 * A process that runs one command line after another, in one folder and with one environment: most
 * of the time that a short command takes is the start of its JVM.
 */
public final class CommandHost {
  private static final int LONGEST_SECONDS = 90;
  private static final int KEPT = 2;
  private static final Deque<CommandHost> HOSTS = new ArrayDeque<>();

  private final Place place;
  private final Process process;

  private CommandHost(Place place) throws IOException {
    this.place = place;
    List<String> command = new ArrayList<>(ProgramJar.command());
    command.add(CommandHost.class.getName());
    process = place.builder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The one for a place, started if it does not run. */
  static synchronized CommandHost at(Place place) throws IOException {
    for (CommandHost host : HOSTS) {
      if (host.process.isAlive() && host.place.equals(place)) {
        return host;
      }
    }
    while (HOSTS.size() >= KEPT) {
      HOSTS.removeFirst().process.destroyForcibly();
    }
    CommandHost host = new CommandHost(place);
    HOSTS.add(host);
    return host;
  }

  /** Runs a command to its end; returns its exit code. */
  synchronized int run(Path out, Path err, List<String> arguments) throws IOException {
    DataOutputStream requests = new DataOutputStream(process.getOutputStream());
    requests.writeUTF(out.toString());
    requests.writeUTF(err.toString());
    requests.writeInt(arguments.size());
    for (String argument : arguments) {
      requests.writeUTF(argument);
    }
    requests.flush();
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new DataInputStream(process.getInputStream()).readInt();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      return code.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException | InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException("It does not end: " + arguments, e);
    }
  }

  /** Takes requests from standard input, and answers each with its exit code. */
  public static void main(String... none) throws IOException {
    MachineZone.putJvmIntoUtc();
    DataInputStream requests = new DataInputStream(System.in);
    DataOutputStream codes = new DataOutputStream(System.out);
    while (true) {
      try (PrintStream out = stream(requests.readUTF());
          PrintStream err = stream(requests.readUTF())) {
        String[] arguments = new String[requests.readInt()];
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = requests.readUTF();
        }
        System.setOut(out);
        System.setErr(err);
        codes.writeInt(Main.run(new Shutdown(), arguments));
        codes.flush();
      } catch (EOFException e) {
        return;
      }
    }
  }

  private static PrintStream stream(String file) throws IOException {
    return new PrintStream(file, StandardCharsets.UTF_8);
  }
}
