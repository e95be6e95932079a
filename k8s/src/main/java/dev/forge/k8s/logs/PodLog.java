package dev.forge.k8s.logs;

/** A container of a pod, as the API names it. */
record PodLog(String namespace, String name, String container) {}
