export type { FileStore } from "./file-store";
export { FileMissing } from "./file-store";
export { createFolderStore } from "./folder-store";
export { attachFiles, type FileSubject } from "./attach-files";
export { uploadFile, type Upload } from "./upload-file";
export { linkFile } from "./link-file";
export { fileRoutes, filesOperations } from "./file-routes";
export { readOwnFile } from "./read-own-file";
