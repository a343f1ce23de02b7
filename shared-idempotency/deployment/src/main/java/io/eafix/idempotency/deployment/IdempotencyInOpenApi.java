package io.eafix.idempotency.deployment;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Tells in the OpenAPI document what idempotency adds to an operation: the key, the mark of a
 * replay, the wish to wait, and the problems. What the application says itself is left as it is.
 */
final class IdempotencyInOpenApi implements OASFilter {

  static final String METHOD_REFERENCE = "x-quarkus-openapi-method-ref";

  private static final String KEY_HEADER = "Idempotency-Key";
  private static final String REPLAYED_HEADER = "Idempotent-Replayed";
  private static final int KEY_LENGTH_MAX = 255;
  private static final Map<String, String> PROBLEMS =
      Map.of(
          "400", "The Idempotency-Key is missing or malformed, or a field has a wrong value",
          "409", "A request with this Idempotency-Key is running, or its outcome is in doubt",
          "422", "The Idempotency-Key was used for another request, or the request is refused");

  private final Map<String, Boolean> requiredByMethod;

  /**
   * @param requiredByMethod whether the key is required, by the reference of each idempotent method
   */
  IdempotencyInOpenApi(Map<String, Boolean> requiredByMethod) {
    this.requiredByMethod = requiredByMethod;
  }

  @Override
  public void filterOpenAPI(OpenAPI openApi) {
    if (openApi.getPaths() == null) {
      return;
    }
    openApi.getPaths().getPathItems().values().stream()
        .flatMap(path -> path.getOperations().values().stream())
        .forEach(this::describe);
  }

  private void describe(Operation operation) {
    Map<String, Object> extensions = operation.getExtensions();
    Object reference = extensions == null ? null : extensions.get(METHOD_REFERENCE);
    Boolean required = reference == null ? null : requiredByMethod.get(reference);
    if (required != null) {
      addHeader(operation, keyHeader(required));
      addHeader(operation, waitHeader());
      addResponses(operation);
    }
  }

  private static void addHeader(Operation operation, Parameter header) {
    List<Parameter> parameters = operation.getParameters();
    boolean present =
        parameters != null
            && parameters.stream()
                .anyMatch(parameter -> header.getName().equalsIgnoreCase(parameter.getName()));
    if (!present) {
      operation.addParameter(header);
    }
  }

  private static Parameter keyHeader(boolean required) {
    return OASFactory.createParameter()
        .name(KEY_HEADER)
        .in(Parameter.In.HEADER)
        .required(required)
        .description(
            "Unique for what shall happen once. The same request with the same key gets the same"
                + " answer; another request with it gets 422.")
        .schema(
            OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .minLength(1)
                .maxLength(KEY_LENGTH_MAX)
                .pattern("^[!-~]+$"));
  }

  private static Parameter waitHeader() {
    return OASFactory.createParameter()
        .name("Prefer")
        .in(Parameter.In.HEADER)
        .required(false)
        .description("wait=N waits up to N seconds for a running request with the same key")
        .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
  }

  private static void addResponses(Operation operation) {
    APIResponses responses = operation.getResponses();
    if (responses == null) {
      responses = OASFactory.createAPIResponses();
      operation.setResponses(responses);
    }
    for (Map.Entry<String, APIResponse> response : responses.getAPIResponses().entrySet()) {
      if (response.getKey().startsWith("2") && response.getValue().getRef() == null) {
        response.getValue().addHeader(REPLAYED_HEADER, replayed());
      }
    }
    for (Map.Entry<String, String> problem : PROBLEMS.entrySet()) {
      if (!responses.hasAPIResponse(problem.getKey())) {
        responses.addAPIResponse(problem.getKey(), problem(problem.getValue()));
      }
    }
  }

  private static Header replayed() {
    return OASFactory.createHeader()
        .description("true: this answer was stored by an earlier request with the same key")
        .schema(OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN));
  }

  private static APIResponse problem(String description) {
    return OASFactory.createAPIResponse()
        .description(description)
        .content(
            OASFactory.createContent()
                .addMediaType(
                    "application/problem+json",
                    OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().addType(Schema.SchemaType.OBJECT))));
  }
}
