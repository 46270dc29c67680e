package orderimport.web;

import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** All of the page; to be started beside the rest of the program, as a servlet application. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(WebSettings.class)
public class WebConfiguration {
  /** What a form has beside its file. */
  private static final long FORM_BYTES = 64 * 1024;

  @Bean
  MultipartConfigElement multipart(WebSettings settings) {
    MultipartConfigFactory factory = new MultipartConfigFactory();
    factory.setMaxFileSize(settings.uploadLimit());
    factory.setMaxRequestSize(DataSize.ofBytes(settings.uploadLimit().toBytes() + FORM_BYTES));
    factory.setFileSizeThreshold(DataSize.ofKilobytes(64));
    return factory.createMultipartConfig();
  }
}
