package orderimport.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.job.ExitCodes;
import orderimport.sandbox.Sandbox;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "sandbox",
    description = {
      "Runs stubs of the carriers on this machine until stopped with Ctrl-C.",
      "",
      "To use them, set a carrier's base-url to their address.",
      "",
      "Their clock can be moved, so that orders make progress:",
      "  curl -d '{\"advance\":\"P31D\"}' http://127.0.0.1:PORT/sandbox/clock",
      "The README describes this and further endpoints, such as /sandbox/faults."
    })
final class SandboxCommand extends Command {
  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "the port to listen on, at 127.0.0.1 (default: any free port)")
  private int port;

  SandboxCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  /** The carriers' settings without the rest of the application. */
  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(OrderImportProperties.class)
  static class OnlySettings {}

  @Override
  public Integer call() throws InterruptedException {
    rootCommand.requirePort(port);
    CountDownLatch ended = new CountDownLatch(1);
    rootCommand.shutdown().onStop(ended::countDown);
    try (var context = ApplicationHandle.start(rootCommand, OnlySettings.class);
        Sandbox sandbox =
            Sandbox.start(
                port,
                Carriers.registered(),
                context.getBean(OrderImportProperties.class),
                Clock.systemUTC(),
                rootCommand.dataDir().resolve("sandbox.jsonl"))) {
      rootCommand.printOut(CliText.SANDBOX_LISTENS.text(sandbox.uri()));
      ended.await();
      return ExitCodes.OK;
    } catch (IOException e) {
      rootCommand.printErr(CliText.SANDBOX_PORT.text(port, String.valueOf(e.getMessage())));
      return ExitCodes.USAGE;
    }
  }
}
