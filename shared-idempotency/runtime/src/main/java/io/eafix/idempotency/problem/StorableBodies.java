package io.eafix.idempotency.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;

/**
 * 400 for a JSON body with text that Postgres cannot keep, in a value or in a name, naming the
 * member. Done here, where every body passes, because such a text may come in wherever a field is
 * not held to a pattern, and is found by Postgres alone otherwise, as an error of the server.
 */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
public class StorableBodies implements ReaderInterceptor {

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    if (isJson(context.getMediaType())) {
      byte[] body = context.getInputStream().readAllBytes();
      if (isSuspect(body)) {
        check(body);
      }
      context.setInputStream(new ByteArrayInputStream(body));
    }
    return context.proceed();
  }

  private static boolean isJson(MediaType type) {
    String subtype = type == null ? "" : type.getSubtype().toLowerCase(Locale.ROOT);
    return subtype.equals("json") || subtype.endsWith("+json");
  }

  /** Such a character comes as an escape, or in an encoding other than UTF-8. */
  private static boolean isSuspect(byte[] json) {
    for (byte b : json) {
      if (b == '\\' || b == 0) {
        return true;
      }
    }
    return false;
  }

  private static void check(byte[] json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
          StorableText.require(path(parser), parser.getText());
        }
      }
    } catch (JsonProcessingException malformed) {
      // The reader says so, in its own words.
    }
  }

  /** As the client would write it, e.g. {@code context.items.0}. */
  private static String path(JsonParser parser) {
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    return pointer.isEmpty()
        ? "body"
        : pointer.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~");
  }
}
