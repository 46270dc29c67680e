package orderimport.web.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Rejects bodies other than uploads that are too large, before they are parsed. A body whose length
 * is not stated is rejected once that much of it was read.
 */
final class ApiBodyLimitFilter extends OncePerRequestFilter {
  /** More than the largest edit that is accepted with usual values, in bytes. */
  static final int LIMIT = 8 << 20;

  private final ApiProblems problems;

  ApiBodyLimitFilter(ApiProblems problems) {
    this.problems = problems;
  }

  /** The body of a request is too large. */
  static final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    BodyTooLargeException() {
      super("The body has more than %d bytes".formatted(LIMIT));
    }
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return String.valueOf(request.getContentType()).startsWith("multipart/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > LIMIT) {
      problems.write(ProblemCode.TOO_LARGE, request, response);
    } else if (request.getContentLengthLong() >= 0
        || request.getHeader("Transfer-Encoding") == null) {
      chain.doFilter(request, response);
    } else {
      chain.doFilter(new LimitedRequest(request), response);
    }
  }

  private static final class LimitedRequest extends HttpServletRequestWrapper {
    LimitedRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedInputStream(super.getInputStream());
    }
  }

  private static final class LimitedInputStream extends ServletInputStream {
    private final ServletInputStream body;
    private long left = LIMIT;

    LimitedInputStream(ServletInputStream body) {
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      int read = body.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = body.read(bytes, offset, length);
      count(read);
      return read;
    }

    private void count(int read) throws BodyTooLargeException {
      left -= Math.max(0, read);
      if (left < 0) {
        throw new BodyTooLargeException();
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
