package io.eafix.localstack.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** Main class of the broker's own JVM: formats the storage if it is new, then serves. */
final class KafkaProcess {
  private KafkaProcess() {}

  /**
   * @param arguments the server's properties file and its data directory
   */
  public static void main(String[] arguments) {
    String properties = arguments[0];
    if (!Files.exists(Path.of(arguments[1], "meta.properties"))) {
      int exit =
          StorageTool.execute(
              new String[] {
                "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", properties
              },
              System.err);
      if (exit != 0) {
        Runtime.getRuntime().halt(exit);
      }
    }
    Kafka.main(new String[] {properties});
  }
}
