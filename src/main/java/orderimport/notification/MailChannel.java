package orderimport.notification;

import static java.util.stream.Collectors.joining;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import orderimport.notification.DeliveryResult.Rejection;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Sends mail through the server of {@code spring.mail}. */
@Component
class MailChannel {
  /**
   * SMTP reply code with which relays reject a mail that is too large (exceeded storage
   * allocation).
   */
  private static final int TOO_LARGE = 552;

  /** The enhanced status codes for the same, with any reply code. */
  private static final String TOO_LARGE_ENHANCED = "(?s).*\\b5\\.(3\\.4|2\\.3)\\b.*";

  private final ObjectProvider<JavaMailSender> sender;
  private final NotificationProperties settings;
  private final String username;
  private final Clock clock;

  MailChannel(
      ObjectProvider<JavaMailSender> sender,
      NotificationProperties settings,
      @Value("${spring.mail.username:}") String username,
      Clock clock) {
    this.sender = sender;
    this.settings = settings;
    this.username = username;
    this.clock = clock;
  }

  /**
   * Sends a mail to the recipients that the server accepts; without attachments if it is too large
   * for the server otherwise.
   *
   * @throws NotDeliveredException if no recipient received it
   */
  DeliveryResult send(OutboxMessage outboxMessage) throws NotDeliveredException {
    JavaMailSender server = sender.getIfAvailable();
    if (server == null) {
      throw new NotDeliveredException("no mail server is configured: set spring.mail.host");
    }
    MailAttachments attached =
        MailAttachments.of(outboxMessage.attachments(), settings.maxAttachmentSize());
    try {
      return send(outboxMessage, attached, server);
    } catch (MessagingException | MailException e) {
      if (attached.files().isEmpty() || !isTooLarge(e)) {
        throw failed(e);
      }
    }
    try {
      return send(outboxMessage, attached.withoutFiles(), server);
    } catch (MessagingException | MailException e) {
      throw failed(e);
    }
  }

  private DeliveryResult send(
      OutboxMessage outboxMessage, MailAttachments attached, JavaMailSender server)
      throws MessagingException {
    MimeMessage mime = mime(outboxMessage, attached, server);
    try {
      server.send(mime);
      return DeliveryResult.ALL_DELIVERED;
    } catch (MailSendException e) {
      SendFailedException failure = failures(e).findFirst().orElseThrow(() -> e);
      if (addresses(failure.getValidSentAddresses()).isEmpty()) {
        throw e;
      }
      List<String> later = addresses(failure.getValidUnsentAddresses());
      return new DeliveryResult(rejections(failure, later), later);
    }
  }

  /** The failures of a mail that not all recipients received. */
  private static Stream<SendFailedException> failures(MailSendException failure) {
    return failure.getFailedMessages().values().stream()
        .filter(SendFailedException.class::isInstance)
        .map(SendFailedException.class::cast);
  }

  private static List<String> addresses(Address @Nullable [] addresses) {
    return addresses == null ? List.of() : Arrays.stream(addresses).map(String::valueOf).toList();
  }

  /** The rejections of single recipients, from the chain of exceptions. */
  private static List<Rejection> rejections(SendFailedException failure, List<String> later) {
    List<Rejection> rejections = new ArrayList<>();
    for (Exception next = failure;
        next instanceof MessagingException each;
        next = each.getNextException()) {
      if (next instanceof SMTPAddressFailedException rejected
          && !later.contains(rejected.getAddress().getAddress())) {
        rejections.add(
            new Rejection(rejected.getAddress().getAddress(), line(rejected.getMessage())));
      }
    }
    return rejections;
  }

  private static boolean isTooLarge(Exception failure) {
    return failure instanceof MailSendException send
        && failures(send)
            .filter(SMTPSendFailedException.class::isInstance)
            .map(SMTPSendFailedException.class::cast)
            .anyMatch(
                each ->
                    !String.valueOf(each.getCommand()).startsWith("RCPT")
                        && (each.getReturnCode() == TOO_LARGE
                            || String.valueOf(each.getMessage()).matches(TOO_LARGE_ENHANCED)));
  }

  private MimeMessage mime(
      OutboxMessage outboxMessage, MailAttachments attached, JavaMailSender server)
      throws MessagingException {
    MimeMessage mime = server.createMimeMessage();
    MimeMessageHelper mail =
        new MimeMessageHelper(
            mime, MimeMessageHelper.MULTIPART_MODE_MIXED_RELATED, StandardCharsets.UTF_8.name());
    mail.setFrom(from());
    mail.setTo(outboxMessage.recipients().toArray(new String[0]));
    mail.setSubject(outboxMessage.subject());
    mail.setSentDate(Date.from(clock.instant()));
    String remark = attached.remark();
    String plain =
        remark.isEmpty() ? outboxMessage.body() : outboxMessage.body() + "\n" + remark + "\n";
    String html = outboxMessage.html();
    if (html == null) {
      mail.setText(plain);
    } else {
      mail.setText(plain, remark.isEmpty() ? html : withRemark(html, remark));
    }
    for (Notification.Attachment attachment : attached.files()) {
      mail.addAttachment(attachment.name(), attachment.file().toFile());
    }
    // The fixed id lets mail programs merge duplicates; Auto-Submitted prevents automatic replies.
    mime.setHeader("Message-ID", "<%s@order-import>".formatted(outboxMessage.id()));
    mime.setHeader("Auto-Submitted", "auto-generated");
    return mime;
  }

  private static String withRemark(String html, String remark) {
    int end = html.lastIndexOf("</main>");
    int at = end < 0 ? html.length() : end;
    return html.substring(0, at)
        + "<p>"
        + HtmlUtils.htmlEscape(remark)
        + "</p>"
        + html.substring(at);
  }

  private String from() {
    String from = settings.mail().from();
    return !from.isBlank() ? from : username.contains("@") ? username : "order-import@localhost";
  }

  private static NotDeliveredException failed(Exception failure) {
    List<Rejection> rejections =
        failure instanceof MailSendException send
            ? failures(send).flatMap(each -> rejections(each, List.of()).stream()).toList()
            : List.of();
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new NotDeliveredException(
        "the mail server did not accept it: "
            + (rejections.isEmpty()
                ? line(root.getMessage())
                : rejections.stream().map(Rejection::toString).collect(joining("; "))),
        failure);
  }

  private static String line(@Nullable String text) {
    return String.valueOf(text).replaceAll("[\\s\\p{Cc}]+", " ").strip();
  }
}
