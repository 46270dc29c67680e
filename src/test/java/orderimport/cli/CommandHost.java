package orderimport.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import orderimport.database.MachineZone;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * A process that runs one command after another, because most of the time of a start is spent in
 * the JVM, which loads and compiles the same classes each time.
 */
public final class CommandHost {
  private static final int EXIT_CODE_IF_KILLED = 137;
  private static final Deque<CommandHost> IDLE = new ArrayDeque<>();

  private final Process process;
  private final ObjectOutputStream requests;

  private CommandHost() throws IOException {
    List<String> command = new ArrayList<>(ProgramJar.command());
    command.addAll(List.of("-Xmx700m", CommandHost.class.getName()));
    process =
        CommandLineRun.builder(command, CommandLineRun.FOLDER, Map.of())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    requests = new ObjectOutputStream(process.getOutputStream());
  }

  /** Stores what JaCoCo has measured; halting the JVM would lose it. */
  private static void storeCoverage() {
    try {
      Object agent = Class.forName("org.jacoco.agent.rt.RT").getMethod("getAgent").invoke(null);
      agent.getClass().getMethod("dump", boolean.class).invoke(agent, true);
    } catch (ClassNotFoundException e) {
      // The coverage is not measured.
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Starts a command in an idle host, or in a new one if all are busy.
   *
   * @param environment in addition to that of the host
   * @param settings system properties
   * @param err may be the same file as {@code out}
   * @return the command; killing it kills its host
   */
  public static Process start(
      Map<String, String> environment,
      Map<String, String> settings,
      List<String> arguments,
      Path out,
      Path err)
      throws IOException {
    CommandHost host = idle();
    if (host == null) {
      host = new CommandHost();
    }
    host.send(
        new Request(
            Map.copyOf(environment),
            Map.copyOf(settings),
            List.copyOf(arguments),
            out.toString(),
            err.toString()));
    return host.new HostedCommand();
  }

  private static @Nullable CommandHost idle() {
    synchronized (IDLE) {
      IDLE.removeIf(host -> !host.process.isAlive());
      return IDLE.poll();
    }
  }

  private void send(Object request) throws IOException {
    requests.writeObject(request);
    requests.flush();
  }

  /** A command in a host, which looks like a process of its own. */
  private final class HostedCommand extends Process {
    private final CompletableFuture<Integer> code = CompletableFuture.supplyAsync(this::readCode);

    private int readCode() {
      try {
        int read = process.getInputStream().read();
        if (read < 0) {
          return EXIT_CODE_IF_KILLED;
        }
        synchronized (IDLE) {
          IDLE.push(CommandHost.this);
        }
        return read;
      } catch (IOException e) {
        return EXIT_CODE_IF_KILLED;
      }
    }

    @Override
    public boolean isAlive() {
      return !code.isDone();
    }

    @Override
    public int waitFor() {
      return code.join();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
      try {
        return code.get(timeout, unit) >= 0;
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public int exitValue() {
      if (!code.isDone()) {
        throw new IllegalThreadStateException("The command is still running");
      }
      return code.join();
    }

    /** Stops the command as SIGTERM does. */
    @Override
    public void destroy() {
      if (isAlive()) {
        try {
          send("stop");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public Process destroyForcibly() {
      if (isAlive()) {
        process.destroyForcibly();
      }
      return this;
    }

    @Override
    public ProcessHandle toHandle() {
      return process.toHandle();
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
      return InputStream.nullInputStream();
    }
  }

  /** A command to run. */
  private record Request(
      Map<String, String> environment,
      Map<String, String> settings,
      List<String> arguments,
      String out,
      String err)
      implements Serializable {

    int run(Shutdown shutdown) {
      // A start also sets properties, such as the format of the log.
      Properties before = (Properties) System.getProperties().clone();
      try (PrintStream outStream = new PrintStream(out, StandardCharsets.UTF_8);
          PrintStream errStream =
              err.equals(out) ? outStream : new PrintStream(err, StandardCharsets.UTF_8)) {
        System.setOut(outStream);
        System.setErr(errStream);
        settings.forEach(System::setProperty);
        RequestEnvironment.variables = environment;
        return Main.run(shutdown, arguments.toArray(String[]::new));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        System.setProperties(before);
      }
    }
  }

  /**
   * Reads requests from standard input and writes the exit code of each as a byte to standard
   * output.
   */
  public static void main(String... ignored) throws IOException, ClassNotFoundException {
    MachineZone.putJvmIntoUtc();
    OutputStream codes = System.out;
    Shutdown shutdown = new Shutdown();
    try (ObjectInputStream requests = new ObjectInputStream(System.in)) {
      while (true) {
        if (requests.readObject() instanceof Request request) {
          Shutdown current = new Shutdown();
          shutdown = current;
          new Thread(() -> run(request, current, codes), "command").start();
        } else {
          shutdown.requestStop().ifPresent(Runnable::run);
        }
      }
    } catch (EOFException e) {
      storeCoverage();
      Runtime.getRuntime().halt(0);
    }
  }

  private static void run(Request request, Shutdown shutdown, OutputStream codes) {
    int code = request.run(shutdown);
    try {
      // A later test may kill this process.
      storeCoverage();
    } finally {
      writeExitCode(codes, code);
    }
  }

  private static void writeExitCode(OutputStream codes, int code) {
    try {
      codes.write(code);
      codes.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the environment variables of the process by those of the request. */
  public static final class RequestEnvironment implements EnvironmentPostProcessor, Ordered {
    private static volatile @Nullable Map<String, String> variables;

    @Override
    public int getOrder() {
      return HIGHEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(
        ConfigurableEnvironment environment, SpringApplication application) {
      Map<String, String> current = variables;
      if (current != null) {
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment
            .getPropertySources()
            .replace(name, new SystemEnvironmentPropertySource(name, Map.copyOf(current)));
      }
    }
  }
}
