package io.eafix.idempotency.it;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Writes what nobody else would write so, in an encoding of its own. */
@Provider
@Produces(NoteLineWriter.TYPE)
public class NoteLineWriter implements MessageBodyWriter<NoteLine> {

  static final String TYPE = "text/vnd.eafix.note";

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == NoteLine.class;
  }

  @Override
  public void writeTo(
      NoteLine note,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    out.write(("§ " + note.id() + "\t" + note.text()).getBytes(StandardCharsets.ISO_8859_1));
  }
}
