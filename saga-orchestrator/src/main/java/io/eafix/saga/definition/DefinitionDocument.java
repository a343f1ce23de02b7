package io.eafix.saga.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;

/** The text of a definition, YAML or JSON (which YAML contains), as a tree. */
public final class DefinitionDocument {

  private static final int CHARACTERS_MAX = 128 * 1024;
  private static final ObjectMapper YAML = new ObjectMapper(factory());
  private static final ObjectMapper CANONICAL =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private DefinitionDocument() {}

  /**
   * Parses the text; a member given twice is an error, and aliases are limited.
   *
   * @throws InvalidDefinitionException if it is neither YAML nor JSON
   */
  public static JsonNode parse(String text) {
    try {
      JsonNode tree = YAML.readTree(text);
      if (tree == null || !tree.isObject()) {
        throw invalid("the document must be a YAML or JSON object");
      }
      return tree;
    } catch (JsonProcessingException malformed) {
      throw invalid("neither YAML nor JSON: " + malformed.getOriginalMessage());
    } catch (IOException | RuntimeException malformed) {
      if (malformed instanceof InvalidDefinitionException refused) {
        throw refused;
      }
      throw invalid("neither YAML nor JSON: " + malformed.getMessage());
    }
  }

  /** SHA-256 over the tree with sorted members: layout and comments do not make a version. */
  public static String digest(JsonNode tree) {
    try {
      byte[] canonical = CANONICAL.writeValueAsBytes(sorted(tree));
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Object sorted(JsonNode tree) {
    if (tree.isObject()) {
      Map<String, Object> members = new TreeMap<>();
      tree.properties().forEach(e -> members.put(e.getKey(), sorted(e.getValue())));
      return members;
    }
    if (tree.isArray()) {
      return StreamSupport.stream(tree.spliterator(), false)
          .map(DefinitionDocument::sorted)
          .toList();
    }
    return tree;
  }

  private static InvalidDefinitionException invalid(String message) {
    return new InvalidDefinitionException(List.of(new Fault("", message)));
  }

  private static YAMLFactory factory() {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(CHARACTERS_MAX);
    limits.setMaxAliasesForCollections(20);
    limits.setNestingDepthLimit(20);
    limits.setAllowDuplicateKeys(false);
    YAMLFactory factory = YAMLFactory.builder().loaderOptions(limits).build();
    factory.setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(20).build());
    factory.configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true);
    return factory;
  }
}
