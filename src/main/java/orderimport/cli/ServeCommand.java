package orderimport.cli;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.CharBuffer;
import java.util.concurrent.CountDownLatch;
import orderimport.job.ExitCodes;
import orderimport.web.security.InitialAdminPassword;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "serve",
    description = {
      "Runs the web page for uploading, reviewing and placing orders until stopped with Ctrl-C.",
      "",
      "At the next start it resumes imports that were interrupted."
    },
    footer = {
      "",
      "Examples:",
      "  order-import serve",
      "  order-import serve --port 8443 --address 0.0.0.0",
      "  order-import serve --hash-password"
    })
final class ServeCommand extends Command {
  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "the port to listen on (default: ${DEFAULT-VALUE}; 0: any free port)")
  private int port;

  @Option(
      names = "--address",
      paramLabel = "A",
      defaultValue = "127.0.0.1",
      description =
          "the address to listen at (default: ${DEFAULT-VALUE}, this machine only); to serve other"
              + " machines, put a TLS proxy in front or set server.ssl")
  private String address = "";

  @Option(
      names = "--hash-password",
      interactive = true,
      prompt = "Password: ",
      description =
          "ask for a password and print its hash, for order-import.web.users in the configuration")
  private char @Nullable [] toHash;

  ServeCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() throws InterruptedException {
    char[] password = toHash;
    if (password != null && password.length == 0) {
      throw rootCommand.wrongUsage(CliText.SERVE_PASSWORD_EMPTY.text());
    } else if (password != null) {
      rootCommand
          .out()
          .println(
              PasswordEncoderFactories.createDelegatingPasswordEncoder()
                  .encode(CharBuffer.wrap(password)));
      return ExitCodes.OK;
    }
    rootCommand.requirePort(port);
    requireOwnAddress();
    CountDownLatch ended = new CountDownLatch(1);
    rootCommand.shutdown().onStop(ended::countDown);
    try (ApplicationHandle applicationHandle =
        ApplicationHandle.serve(rootCommand, address, port)) {
      printAddress(applicationHandle);
      ended.await();
      return ExitCodes.OK;
    } catch (RuntimeException e) {
      if (ExceptionUtils.indexOfType(e, PortInUseException.class) < 0) {
        throw e;
      }
      rootCommand.printErr(CliText.SERVE_PORT.text(port));
      return ExitCodes.USAGE;
    }
  }

  private void requireOwnAddress() {
    try {
      InetAddress listened = InetAddress.getByName(address);
      if (listened.isAnyLocalAddress() || NetworkInterface.getByInetAddress(listened) != null) {
        return;
      }
    } catch (UnknownHostException | SocketException e) {
      // As an address of another machine.
    }
    throw rootCommand.wrongUsage(CliText.SERVE_NO_ADDRESS.text(address));
  }

  private void printAddress(ApplicationHandle applicationHandle) {
    rootCommand.printOut(CliText.SERVE_ADDRESS.text(address, applicationHandle.port()));
    applicationHandle
        .get(InitialAdminPassword.class)
        .password()
        .ifPresent(
            password -> {
              rootCommand.printOut(CliText.SERVE_PASSWORD.text(password));
              rootCommand.printOut(CliText.SERVE_PASSWORD_ONCE.text());
            });
  }
}
