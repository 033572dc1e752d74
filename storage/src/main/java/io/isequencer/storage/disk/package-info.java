/** What storages ask of the file system: durable files and names, and a lock against a second opener. */
package io.isequencer.storage.disk;
