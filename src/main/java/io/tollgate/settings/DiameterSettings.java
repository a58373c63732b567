package io.tollgate.settings;

/** Peers and transport of Rf and Ro. */
public record DiameterSettings() {}
