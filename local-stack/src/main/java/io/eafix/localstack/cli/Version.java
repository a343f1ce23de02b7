package io.eafix.localstack.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Eafix.class.getPackage().getImplementationVersion();
    return new String[] {"eafix " + (version == null ? "(not packaged)" : version)};
  }
}
