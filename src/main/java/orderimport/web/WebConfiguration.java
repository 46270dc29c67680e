package orderimport.web;

import jakarta.servlet.MultipartConfigElement;
import java.io.File;
import java.time.Clock;
import orderimport.background.ImportTaskExecutor;
import orderimport.background.OrphanedImportRecovery;
import orderimport.background.RequestCompletion;
import orderimport.imports.ImportFiles;
import orderimport.imports.Imports;
import orderimport.imports.WorkRequests;
import orderimport.job.FailureExplainer;
import orderimport.job.ImportService;
import orderimport.job.UploadService;
import orderimport.notification.Outbox;
import orderimport.problem.TextRenderer;
import orderimport.report.Reports;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** Configures the web page, which runs in addition to the rest of the application. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(WebProperties.class)
public class WebConfiguration {
  /** Allowance for the other fields of the form. */
  private static final long FORM_BYTES = 64 * 1024;

  /** An empty document root in Tomcat's folder; Tomcat would create one in the system's. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> documentRoot(
      @Value("${server.tomcat.basedir:}") String baseDir) {
    return factory -> {
      if (!baseDir.isEmpty()) {
        File root = new File(baseDir, "documents");
        if (root.isDirectory() || root.mkdir()) {
          factory.setDocumentRoot(root);
        }
      }
    };
  }

  @Bean
  RequestCompletion requestCompletion(
      WorkRequests workRequests,
      Outbox outbox,
      Reports reports,
      TextRenderer texts,
      Clock clock,
      TransactionTemplate transaction) {
    return new RequestCompletion(workRequests, outbox, reports, texts, clock, transaction);
  }

  @Bean
  ImportTaskExecutor importTaskExecutor(
      Imports imports,
      WorkRequests workRequests,
      RequestCompletion requestCompletion,
      ImportService importService,
      UploadService uploadService,
      WebProperties settings,
      ObjectProvider<FailureExplainer> explainer) {
    return new ImportTaskExecutor(
        imports,
        workRequests,
        requestCompletion,
        importService,
        uploadService,
        settings.concurrentReads(),
        settings.queueCapacity(),
        explainer.getIfAvailable(() -> FailureExplainer.GENERAL));
  }

  @Bean
  OrphanedImportRecovery orphanedImportRecovery(
      Imports imports,
      WorkRequests workRequests,
      ImportService importService,
      ImportTaskExecutor importTaskExecutor,
      ObjectProvider<ImportFiles> sharedFiles,
      Clock clock) {
    return new OrphanedImportRecovery(
        imports,
        workRequests,
        importService,
        importTaskExecutor,
        sharedFiles.getIfAvailable() != null,
        clock);
  }

  @Bean
  MultipartConfigElement multipart(WebProperties settings) {
    MultipartConfigFactory factory = new MultipartConfigFactory();
    factory.setMaxFileSize(settings.uploadLimit());
    factory.setMaxRequestSize(DataSize.ofBytes(settings.uploadLimit().toBytes() + FORM_BYTES));
    factory.setFileSizeThreshold(DataSize.ofKilobytes(64));
    return factory.createMultipartConfig();
  }
}
