package orderimport.message;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Sends mails, with the server of {@code spring.mail}. */
@Component
class MailRoute {
  private final ObjectProvider<JavaMailSender> sender;
  private final MessageSettings settings;
  private final String username;
  private final Clock clock;

  MailRoute(
      ObjectProvider<JavaMailSender> sender,
      MessageSettings settings,
      @Value("${spring.mail.username:}") String username,
      Clock clock) {
    this.sender = sender;
    this.settings = settings;
    this.username = username;
    this.clock = clock;
  }

  void send(Message message) throws NotDeliveredException {
    JavaMailSender server = sender.getIfAvailable();
    if (server == null) {
      throw new NotDeliveredException("there is no mail server: set spring.mail.host");
    }
    try {
      server.send(mime(message, server));
    } catch (MessagingException | MailException e) {
      throw new NotDeliveredException(reason(e), e);
    }
  }

  private MimeMessage mime(Message message, JavaMailSender server) throws MessagingException {
    MimeMessage mime = server.createMimeMessage();
    MimeMessageHelper mail =
        new MimeMessageHelper(
            mime, MimeMessageHelper.MULTIPART_MODE_MIXED_RELATED, StandardCharsets.UTF_8.name());
    mail.setFrom(from());
    mail.setTo(message.recipients().toArray(new String[0]));
    mail.setSubject(message.subject());
    mail.setSentDate(Date.from(clock.instant()));
    String html = message.html();
    if (html == null) {
      mail.setText(message.body());
    } else {
      mail.setText(message.body(), html);
    }
    for (Letter.Attachment attachment : fitting(message.attachments())) {
      mail.addAttachment(attachment.name(), attachment.file().toFile());
    }
    // So that a mail that went twice is one to those who read it, and no machine answers it.
    mime.setHeader("Message-ID", "<%s@order-import>".formatted(message.id()));
    mime.setHeader("Auto-Submitted", "auto-generated");
    return mime;
  }

  private String from() {
    String from = settings.mail().from();
    return !from.isBlank() ? from : username.contains("@") ? username : "order-import@localhost";
  }

  /** Those that are still there, as many as are not too large together. */
  private List<Letter.Attachment> fitting(List<Letter.Attachment> attachments) {
    long left = settings.maxAttachmentSize().toBytes();
    List<Letter.Attachment> fitting = new ArrayList<>();
    for (Letter.Attachment attachment : attachments) {
      long size = Files.isReadable(attachment.file()) ? attachment.file().toFile().length() : -1;
      if (size >= 0 && size <= left) {
        fitting.add(attachment);
        left -= size;
      }
    }
    return fitting;
  }

  private static String reason(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "the mail server did not take it: "
        + String.valueOf(root.getMessage()).replaceAll("\\s+", " ");
  }
}
