package orderimport.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Stream;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Rejects parameters that the API does not have: a filter with a spelling mistake would find more
 * than what was asked for. A method that takes the whole form checks it itself.
 */
@Component
class UnknownParameters implements HandlerInterceptor, WebMvcConfigurer {

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/api/v1/**");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && !takesForm(method)) {
      for (String name : Collections.list(request.getParameterNames())) {
        if (parameters(method).noneMatch(name::equals)) {
          throw new ApiException(ProblemCode.UNKNOWN_PARAMETER, name);
        }
      }
    }
    return true;
  }

  private static boolean takesForm(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.getParameterType() == MultiValueMap.class);
  }

  private static Stream<String> parameters(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters()).flatMap(UnknownParameters::names);
  }

  private static Stream<String> names(MethodParameter parameter) {
    if (parameter.getParameterType() == PageRequest.class) {
      return Arrays.stream(PageRequest.class.getRecordComponents()).map(RecordComponent::getName);
    }
    RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
    if (annotation == null) {
      return Stream.empty();
    }
    String name = annotation.name();
    return Stream.of(name.isEmpty() ? String.valueOf(parameter.getParameter().getName()) : name);
  }
}
